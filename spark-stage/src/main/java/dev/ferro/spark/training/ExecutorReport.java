package dev.ferro.spark.training;

import java.io.Serializable;

/**
 * What one executor did in a fit.
 *
 * @param executorId Spark's id of it; {@code driver} in local mode
 * @param host its host
 * @param engine id of the engine that computed
 * @param description what computed, why that engine, and why not the others
 * @param rows rows trained, each epoch counted
 * @param seconds time spent training them, added up over its tasks
 */
public record ExecutorReport(
    String executorId, String host, String engine, String description, long rows, double seconds)
    implements Serializable {

  /** Rows per second of one task of this executor. */
  public double rowsPerSecond() {
    return rows / seconds;
  }

  ExecutorReport plus(ExecutorReport other) {
    return new ExecutorReport(
        executorId, host, engine, description, rows + other.rows, seconds + other.seconds);
  }
}
