package dev.ferro.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Rows in off-heap memory, as every engine reads them: features {@code [rows, inputs]}, targets as
 * the {@link Loss} defines them, and optional weights {@code [rows]}. All are float32, row-major,
 * in native byte order. One thread fills a batch, and may reuse it.
 */
public final class Batch {
  /** The largest page of the platforms whose GPU reads the JVM's memory: Apple's. */
  private static final int PAGE = 1 << 14;

  private final NetworkSpec spec;
  private final int capacity;
  private final FloatBuffer features;
  private final FloatBuffer targets;
  private final FloatBuffer weights;
  private int rows;

  private Batch(NetworkSpec spec, int capacity, boolean weighted) {
    this.spec = spec;
    this.capacity = capacity;
    this.features = allocate((long) capacity * spec.inputWidth());
    this.targets = allocate((long) capacity * spec.targetWidth());
    this.weights = weighted ? allocate(capacity) : null;
  }

  /** Allocates a batch for {@code capacity} rows of weight 1. */
  public static Batch of(NetworkSpec spec, int capacity) {
    return new Batch(spec, capacity, false);
  }

  /** Allocates a batch for {@code capacity} rows with weights. */
  public static Batch weighted(NetworkSpec spec, int capacity) {
    return new Batch(spec, capacity, true);
  }

  /**
   * Allocates zeroed off-heap floats in native byte order. If they fill a page, they begin on a
   * page and own their last one. So a GPU can read them in place.
   *
   * @throws EngineException when the JVM's limit on direct memory is reached
   */
  public static FloatBuffer allocate(long floats) {
    if (floats < 0 || floats > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "[batch] expected 0 to "
              + Integer.MAX_VALUE / Float.BYTES
              + " floats in a buffer, got "
              + floats
              + " (use fewer rows)");
    }
    try {
      return pages((int) floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    } catch (OutOfMemoryError e) {
      // Only the JVM's limit on direct memory is reached. So only the task fails, and the JVM
      // continues.
      throw new EngineException(
          "[batch] expected room for "
              + floats * Float.BYTES
              + " bytes off the heap, got: "
              + e.getMessage()
              + " (use fewer rows, or raise -XX:MaxDirectMemorySize)");
    }
  }

  private static ByteBuffer pages(int bytes) {
    if (bytes < PAGE || bytes > Integer.MAX_VALUE - 2 * PAGE) {
      return ByteBuffer.allocateDirect(bytes);
    }
    int whole = (bytes + PAGE - 1) / PAGE * PAGE;
    return ByteBuffer.allocateDirect(whole + PAGE).alignedSlice(PAGE).slice(0, bytes);
  }

  /** The network that the rows are for. */
  public NetworkSpec spec() {
    return spec;
  }

  /** Rows there is room for. */
  public int capacity() {
    return capacity;
  }

  /** Rows in use. */
  public int rows() {
    return rows;
  }

  /** Sets how many rows, from the first, are in use. */
  public void setRows(int rows) {
    if (rows < 0 || rows > capacity) {
      throw new IllegalArgumentException(
          "[batch] expected 0 to " + capacity + " rows, got " + rows);
    }
    this.rows = rows;
  }

  /** Whether the rows have weights. */
  public boolean isWeighted() {
    return weights != null;
  }

  /** {@code [capacity, inputs]}. */
  public FloatBuffer features() {
    return features;
  }

  /** {@code [capacity]} class indices or {@code [capacity, outputs]} values. */
  public FloatBuffer targets() {
    return targets;
  }

  /** {@code [capacity]}, or null if all rows weigh 1. */
  public FloatBuffer weights() {
    return weights;
  }
}
