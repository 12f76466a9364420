package dev.ferro.spark;

import dev.ferro.spark.training.ExecutorReport;
import dev.ferro.spark.training.TrainingResult;
import java.util.List;

/** How a fit went. Lives with the model in memory; it is not saved. */
public final class MLPTrainingSummary {
  private final double[] losses;
  private final long rows;
  private final int workers;
  private final String workersReason;
  private final double fitSeconds;
  private final double trainingSeconds;
  private final List<ExecutorReport> executors;

  MLPTrainingSummary(TrainingResult result) {
    losses = result.losses();
    rows = result.rows();
    workers = result.workers();
    workersReason = result.workersReason();
    fitSeconds = result.fitSeconds();
    trainingSeconds = result.trainingSeconds();
    executors = result.executors();
  }

  /** Mean training loss of each epoch, each row's taken before the step it takes part in. */
  public double[] lossHistory() {
    return losses.clone();
  }

  /** Epochs trained. */
  public int totalIterations() {
    return losses.length;
  }

  /** Rows trained on. */
  public long rows() {
    return rows;
  }

  /** Partitions that trained side by side. */
  public int numWorkers() {
    return workers;
  }

  /** Why that many. */
  public String numWorkersReason() {
    return workersReason;
  }

  /** Seconds of the whole fit, reading the data included. */
  public double fitSeconds() {
    return fitSeconds;
  }

  /** Rows trained per second over all epochs and workers, reading the data not counted. */
  public double rowsPerSecond() {
    return rows * (double) losses.length / trainingSeconds;
  }

  /** What each executor did, and with which engine. */
  public List<ExecutorReport> executors() {
    return executors;
  }

  /** A few lines for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%d epochs over %d rows in %.2f s, %.0f rows/s, loss %.6f%n",
            totalIterations(), rows, fitSeconds, rowsPerSecond(), losses[losses.length - 1]));
    text.append(String.format("workers: %d (%s)", workers, workersReason));
    for (ExecutorReport executor : executors) {
      text.append(
          String.format(
              "%nexecutor %s on %s: %.0f rows/s, %s",
              executor.executorId(),
              executor.host(),
              executor.rowsPerSecond(),
              executor.description()));
    }
    return text.toString();
  }
}
