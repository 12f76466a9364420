package dev.ferro.spark.scoring.plan;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * The rows of a batch: a copy of what is kept of each, laid out so that the outputs only need to be
 * filled in. One array, reused by the next batch.
 */
final class BatchRows {
  /** A batch of wide rows ends early: no more bytes than these, and one row. */
  static final int MAX_BYTES = 32 << 20;

  private static final int FIRST_BYTES = 1 << 16;

  private final RowLayout layout;
  private final TaskMemory memory;
  private final int[] starts;
  private final int[] sizes;
  private final UnsafeRow row;
  private byte[] bytes = {};
  private int count;
  private int used;

  BatchRows(RowLayout layout, int columns, int capacity, TaskMemory memory) {
    this.layout = layout;
    this.memory = memory;
    this.starts = new int[capacity];
    this.sizes = new int[capacity];
    this.row = new UnsafeRow(columns);
  }

  int count() {
    return count;
  }

  /** Whether a batch has to end before it has all its rows. */
  boolean isFull() {
    return used >= MAX_BYTES;
  }

  void clear() {
    count = 0;
    used = 0;
  }

  /** Copies a row of the kept columns; null where there are none. */
  void add(UnsafeRow kept) {
    int keptBytes = kept == null ? 0 : kept.getSizeInBytes();
    int size = layout.header() + keptBytes - layout.keptHeader();
    reserve(size + layout.allVectorBytes());
    long at = Platform.BYTE_ARRAY_OFFSET + used;
    for (int word = 0; word < layout.nullBits(); word += Long.BYTES) {
      Platform.putLong(bytes, at + word, 0);
    }
    if (kept != null) {
      copy(kept, keptBytes, at);
    }
    starts[count] = used;
    sizes[count] = size;
    count++;
    used += size + layout.allVectorBytes();
  }

  private void copy(UnsafeRow kept, int keptBytes, long at) {
    Object from = kept.getBaseObject();
    long offset = kept.getBaseOffset();
    int fields = layout.kept() * Long.BYTES;
    int nullBits = layout.keptHeader() - fields;
    Platform.copyMemory(from, offset, bytes, at, nullBits);
    Platform.copyMemory(from, offset + nullBits, bytes, at + layout.nullBits(), fields);
    Platform.copyMemory(
        from,
        offset + layout.keptHeader(),
        bytes,
        at + layout.header(),
        keptBytes - layout.keptHeader());
    // A field of variable length holds its place, counted from the row's start, above its size;
    // null ones are 0.
    long shift = (long) (layout.header() - layout.keptHeader()) << 32;
    for (int field : layout.variable()) {
      long place = at + layout.nullBits() + (long) field * Long.BYTES;
      long value = Platform.getLong(bytes, place);
      if (value != 0) {
        Platform.putLong(bytes, place, value + shift);
      }
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - used) {
      long wanted = Math.max(Math.max(FIRST_BYTES, 2L * bytes.length), (long) used + more);
      memory.grow(wanted - bytes.length);
      bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
    }
  }

  /** The array that holds the rows. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a row begins in the array, as {@link Platform} counts. */
  long start(int index) {
    return Platform.BYTE_ARRAY_OFFSET + starts[index];
  }

  /** Bytes of a row without its Vectors, which follow. */
  int size(int index) {
    return sizes[index];
  }

  /** A row, its Vectors included or not; the same object each time. */
  UnsafeRow row(int index, boolean vectors) {
    int size = sizes[index] + (vectors ? layout.allVectorBytes() : 0);
    row.pointTo(bytes, start(index), size);
    return row;
  }
}
