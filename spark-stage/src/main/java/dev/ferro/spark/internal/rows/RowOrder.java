package dev.ferro.spark.internal.rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A shard's rows in random order. The blocks of one window are shuffled together, so memory does
 * not grow with the number of rows. Blocks were filled at random, and each epoch's windows begin
 * elsewhere. A shard that fits in one window is shuffled as a whole.
 */
public final class RowOrder {
  /** Bytes of a window. */
  public static final long WINDOW = 32L << 20;

  private final Iterator<RowBlock> source;
  private final SplittableRandom random;
  private final long window;
  private final ArrayDeque<RowBlock> held = new ArrayDeque<>();
  private long heldBytes;
  private boolean first = true;

  private RowBlock[] blocks = {};
  private int[] rows = {};
  private int count;
  private int at = -1;

  public RowOrder(Iterator<RowBlock> source, SplittableRandom random, long window) {
    this.source = source;
    this.random = random;
    this.window = window;
  }

  /** Moves to the next row, if there is one. */
  public boolean next() {
    at++;
    while (at >= count) {
      List<RowBlock> blocks = nextWindow();
      if (blocks.isEmpty()) {
        return false;
      }
      shuffle(blocks);
      at = 0;
    }
    return true;
  }

  /** Skips rows, as if {@link #next} were called that many times. */
  public void skip(long rows) {
    for (long i = 0; i < rows && next(); i++) {}
  }

  /** The block of the row. */
  public RowBlock block() {
    return blocks[at];
  }

  /** The row's number in its block. */
  public int row() {
    return rows[at];
  }

  private List<RowBlock> nextWindow() {
    while (heldBytes < window && source.hasNext()) {
      RowBlock block = source.next();
      held.add(block);
      heldBytes += block.bytes();
    }
    int take = held.size();
    if (first && source.hasNext()) {
      take = 1 + random.nextInt(take);
    }
    first = false;
    List<RowBlock> blocks = new ArrayList<>(take);
    for (int i = 0; i < take; i++) {
      RowBlock block = held.remove();
      heldBytes -= block.bytes();
      blocks.add(block);
    }
    return blocks;
  }

  private void shuffle(List<RowBlock> window) {
    count = window.stream().mapToInt(block -> block.rows).sum();
    if (count > rows.length) {
      blocks = new RowBlock[count];
      rows = new int[count];
    } else {
      Arrays.fill(blocks, null);
    }
    int[] order = Seeds.permutation(count, random);
    int next = 0;
    for (RowBlock block : window) {
      for (int row = 0; row < block.rows; row++) {
        blocks[order[next]] = block;
        rows[order[next]] = row;
        next++;
      }
    }
  }
}
