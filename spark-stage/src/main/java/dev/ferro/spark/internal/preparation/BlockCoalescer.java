package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.RowBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Joins small blocks into larger ones, up to a number of values. Dense and sparse blocks stay
 * separate.
 */
final class BlockCoalescer implements Iterator<RowBlock> {
  /** Rows of a block at most: empty sparse rows hold no values. */
  private static final int ROWS = 1 << 12;

  private final Iterator<RowBlock> source;
  private final int values;
  private final Parts dense = new Parts();
  private final Parts sparse = new Parts();
  private RowBlock next;

  BlockCoalescer(Iterator<RowBlock> source, int values) {
    this.source = source;
    this.values = values;
  }

  @Override
  public boolean hasNext() {
    while (next == null && source.hasNext()) {
      RowBlock block = source.next();
      Parts parts = block.isSparse() ? sparse : dense;
      if (!parts.hasRoomFor(block, values)) {
        next = parts.join();
      }
      parts.add(block);
    }
    if (next == null) {
      next = dense.isEmpty() ? sparse.join() : dense.join();
    }
    return next != null;
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RowBlock joined = next;
    next = null;
    return joined;
  }

  /** Blocks of one kind that wait for others. */
  private static final class Parts {
    private final List<RowBlock> blocks = new ArrayList<>();
    private long values;
    private int rows;

    boolean isEmpty() {
      return blocks.isEmpty();
    }

    boolean hasRoomFor(RowBlock block, int most) {
      return isEmpty() || rows + block.rows <= ROWS && values + block.values().length <= most;
    }

    void add(RowBlock block) {
      blocks.add(block);
      values += block.values().length;
      rows += block.rows;
    }

    /** All of them as one, or null. */
    RowBlock join() {
      RowBlock joined =
          blocks.size() > 1 ? RowBlock.concat(blocks) : isEmpty() ? null : blocks.get(0);
      blocks.clear();
      values = 0;
      rows = 0;
      return joined;
    }
  }
}
