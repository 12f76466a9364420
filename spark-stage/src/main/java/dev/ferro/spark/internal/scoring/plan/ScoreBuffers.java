package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.engine.Batch;
import dev.ferro.engine.NetworkSpec;
import java.nio.FloatBuffer;

/**
 * The off-heap buffers of a call to the engine: features {@code [rows, inputs]} and scores {@code
 * [rows, outputs]} of the batch's valid rows. They begin small and grow with the rows.
 */
final class ScoreBuffers {
  /** Most bytes of features and scores, plus one row. */
  static final long MAX_BYTES = 32L << 20;

  private static final int FIRST_ROWS = 128;

  private final int inputs;
  private final int outputs;
  private final int maxRows;
  private final TaskMemory memory;
  private int capacity;
  private FloatBuffer features;
  private FloatBuffer scores;

  /** Creates buffers without room for any row yet. */
  ScoreBuffers(NetworkSpec spec, int maxRows, TaskMemory memory) {
    this.inputs = spec.inputWidth();
    this.outputs = spec.outputWidth();
    this.maxRows = maxRows;
    this.memory = memory;
  }

  /** The rows of a call: {@code batchSize}, or those that fit into {@link #MAX_BYTES}. */
  static int rows(NetworkSpec spec, int batchSize) {
    long rowBytes = Float.BYTES * ((long) spec.inputWidth() + spec.outputWidth());
    return (int) Math.min(batchSize, Math.max(1, MAX_BYTES / rowBytes));
  }

  /** Writes a row's features, growing by doubling. */
  void put(int row, float[] values) {
    if (row >= capacity) {
      grow();
    }
    features.put(row * inputs, values);
  }

  private void grow() {
    int rows = (int) Math.min(maxRows, Math.max(FIRST_ROWS, 2L * capacity));
    memory.grow((long) (rows - capacity) * (inputs + outputs) * Float.BYTES);
    FloatBuffer larger = Batch.allocate((long) rows * inputs);
    if (features != null) {
      larger.put(0, features, 0, capacity * inputs);
    }
    features = larger;
    scores = Batch.allocate((long) rows * outputs);
    capacity = rows;
  }

  FloatBuffer features() {
    return features;
  }

  FloatBuffer scores() {
    return scores;
  }
}
