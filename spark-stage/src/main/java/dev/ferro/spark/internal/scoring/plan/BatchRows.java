package dev.ferro.spark.internal.scoring.plan;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * The rows of a batch: a copy of the kept columns, with space for the outputs. They are in one
 * array, which the next batch reuses.
 */
final class BatchRows {
  /** Most bytes of a batch, plus one row: a batch of wide rows ends early. */
  static final int MAX_BYTES = 32 << 20;

  /** The largest array of a JVM. */
  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private static final int FIRST_BYTES = 1 << 16;
  private static final int FIRST_ROWS = 128;
  private static final int INVALID = -1;

  private final RowLayout layout;
  private final TaskMemory memory;
  private final UnsafeRow row;
  private int[] starts = {};
  private int[] sizes = {};
  private int[] slots = {};
  private byte[] bytes = {};
  private int count;
  private int used;

  BatchRows(RowLayout layout, int columns, TaskMemory memory) {
    this.layout = layout;
    this.memory = memory;
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

  /** Adds a row that the engine scores, with its index among the scored rows. */
  void addScored(UnsafeRow kept, int slot) {
    add(kept, slot);
  }

  /** Adds a row that cannot be scored. */
  void addInvalid(UnsafeRow kept) {
    add(kept, INVALID);
  }

  /** Copies a row of the kept columns. Null if there are none. */
  private void add(UnsafeRow kept, int slot) {
    reserveRow();
    int keptBytes = kept == null ? 0 : kept.getSizeInBytes();
    int size = layout.header() + keptBytes - layout.keptHeader();
    reserve((long) size + layout.allVectorBytes());
    long at = Platform.BYTE_ARRAY_OFFSET + used;
    for (int word = 0; word < layout.nullBits(); word += Long.BYTES) {
      Platform.putLong(bytes, at + word, 0);
    }
    if (kept != null) {
      copy(kept, keptBytes, at);
    }
    starts[count] = used;
    sizes[count] = size;
    slots[count] = slot;
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
    // A field of variable length holds its offset from the row's start, above its size. Null fields
    // are 0.
    long shift = (long) (layout.header() - layout.keptHeader()) << 32;
    for (int field : layout.variable()) {
      long place = at + layout.nullBits() + (long) field * Long.BYTES;
      long value = Platform.getLong(bytes, place);
      if (value != 0) {
        Platform.putLong(bytes, place, value + shift);
      }
    }
  }

  private void reserveRow() {
    if (count == starts.length) {
      int wanted = Math.max(FIRST_ROWS, 2 * count);
      memory.grow(3L * Integer.BYTES * (wanted - count));
      starts = Arrays.copyOf(starts, wanted);
      sizes = Arrays.copyOf(sizes, wanted);
      slots = Arrays.copyOf(slots, wanted);
    }
  }

  private void reserve(long more) {
    if (more > bytes.length - used) {
      long doubled = Math.min(LARGEST, Math.max(FIRST_BYTES, 2L * bytes.length));
      long wanted = Math.max(doubled, used + more);
      if (wanted > LARGEST) {
        throw new IllegalStateException(
            "[transform] expected rows of less than 2 GiB with their scores, got "
                + wanted
                + " bytes (select fewer columns)");
      }
      memory.grow(wanted - bytes.length);
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
  }

  /** Whether a row is scored. */
  boolean isScored(int index) {
    return slots[index] != INVALID;
  }

  /** The index of a scored row among those that the engine scores. */
  int slot(int index) {
    return slots[index];
  }

  /** The array that holds the rows. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a row begins in the array, as {@link Platform} counts. */
  long start(int index) {
    return Platform.BYTE_ARRAY_OFFSET + starts[index];
  }

  /** Bytes of a row without the Vectors at its end. */
  int size(int index) {
    return sizes[index];
  }

  /** A row, with or without its Vectors. The same object each time. */
  UnsafeRow row(int index, boolean vectors) {
    int size = sizes[index] + (vectors ? layout.allVectorBytes() : 0);
    row.pointTo(bytes, start(index), size);
    return row;
  }
}
