package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Locale;

/**
 * What one executor did in a fit.
 *
 * @param executorId Spark's id of the executor, {@code driver} in local mode
 * @param host its host
 * @param engine id of the engine that computed
 * @param description what computed and on which device, why that engine, and why not the others
 * @param rows rows trained, each epoch counted
 * @param times where the time went, summed over its tasks
 * @param idleSeconds time that its slots were idle in the rounds, summed. They waited for slower
 *     executors and for Spark
 */
public record ExecutorReport(
    String executorId,
    String host,
    String engine,
    String description,
    long rows,
    TaskTimes times,
    double idleSeconds)
    implements Serializable {

  /** Rows per second of one task of this executor. */
  public double rowsPerSecond() {
    return rows / times.seconds();
  }

  /** Share of the rounds' time in which its slots were idle, 0 to 1. */
  public double idleShare() {
    return idleSeconds / (times.seconds() + idleSeconds);
  }

  /** A readable line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "executor %s on %s: %d rows, %.0f rows/s in each task (of %.2f s %.2f computing, %.2f"
            + " waiting for the device), idle %.0f %% of the rounds, %s",
        executorId,
        host,
        rows,
        rowsPerSecond(),
        times.seconds(),
        times.computing(),
        times.waiting(),
        100 * idleShare(),
        description);
  }
}
