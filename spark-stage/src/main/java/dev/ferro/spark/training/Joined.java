package dev.ferro.spark.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Joins small blocks that follow each other to blocks of up to so many values. */
final class Joined implements Iterator<RowBlock> {
  private final Iterator<RowBlock> source;
  private final int values;
  private RowBlock next;

  Joined(Iterator<RowBlock> source, int values) {
    this.source = source;
    this.values = values;
    next = source.hasNext() ? source.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public RowBlock next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    List<RowBlock> parts = new ArrayList<>();
    boolean sparse = next.isSparse();
    for (long width = 0; next != null && next.isSparse() == sparse; ) {
      width += (long) next.rows * next.width;
      if (!parts.isEmpty() && width > values) {
        break;
      }
      parts.add(next);
      next = source.hasNext() ? source.next() : null;
    }
    return parts.size() == 1 ? parts.get(0) : RowBlock.concat(parts);
  }
}
