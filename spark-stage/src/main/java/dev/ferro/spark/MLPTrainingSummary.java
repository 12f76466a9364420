package dev.ferro.spark;

import dev.ferro.spark.internal.fit.TrainingResult;
import dev.ferro.spark.training.ExecutorReport;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.classification.TrainingSummary;

/**
 * What happened in a fit, with the names of Spark's {@code TrainingSummary}. It stays with the
 * model in memory, and is not saved.
 */
public abstract class MLPTrainingSummary implements TrainingSummary, Serializable {
  private static final long serialVersionUID = 1L;

  private final TrainingResult result;

  MLPTrainingSummary(TrainingResult result) {
    this.result = result;
  }

  /**
   * Mean training loss of each epoch. The loss of a row is computed before the step that uses the
   * row.
   */
  public double[] lossHistory() {
    return result.course().losses().clone();
  }

  /** The same as {@link #lossHistory}, with the name that Spark's summaries use. */
  @Override
  public double[] objectiveHistory() {
    return lossHistory();
  }

  /** Mean loss of the validation rows after each epoch. Empty without validation rows. */
  public double[] validationLossHistory() {
    return result.course().validationLosses().clone();
  }

  /** Epochs trained, including those before a checkpoint. */
  @Override
  public int totalIterations() {
    return result.course().losses().length;
  }

  /**
   * The epoch, counted from 1, whose weights the model has. It is the epoch with the lowest
   * validation loss, or the last one without validation rows.
   */
  public int bestIteration() {
    return result.course().bestEpoch();
  }

  /** Why training ended. */
  public String stopReason() {
    return result.course().stopReason();
  }

  /** Epochs restored from a checkpoint, or 0 if the fit started from the beginning. */
  public int resumedEpochs() {
    return result.course().resumedEpochs();
  }

  /** Rows trained on. */
  public long rows() {
    return result.rows().training();
  }

  /** Rows validated on. */
  public long validationRows() {
    return result.rows().validation();
  }

  /** Replicas that trained side by side. */
  public int numWorkers() {
    return result.teamwork().replicas().count();
  }

  /** Why there were that many replicas. */
  public String numWorkersReason() {
    return result.teamwork().replicas().reason();
  }

  /** How the replicas trained together: averages in an epoch, step size and outer momentum. */
  public String averaging() {
    return result.teamwork().averaging();
  }

  /** Seconds of the whole fit, reading the data included. */
  public double fitSeconds() {
    return result.seconds().fit();
  }

  /**
   * Rows per second of all replicas together, over all epochs, without reading the data. {@link
   * ExecutorReport#rowsPerSecond} is the speed of one task.
   */
  public double rowsPerSecond() {
    return rows() * (double) (totalIterations() - resumedEpochs()) / result.seconds().training();
  }

  /** What each executor did, and with which engine. */
  public List<ExecutorReport> executors() {
    return result.teamwork().executors();
  }

  /** Warnings about the data or the training, one sentence each. */
  public List<String> warnings() {
    return result.warnings();
  }

  /** A readable report of a few lines. */
  @Override
  public String toString() {
    double[] losses = result.course().losses();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d epochs over %d rows in %.2f s, %.0f rows/s over all replicas, loss %.6f%n",
            totalIterations(),
            rows(),
            fitSeconds(),
            rowsPerSecond(),
            losses[losses.length - 1]));
    if (validationRows() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "validation loss %.6f over %d rows in epoch %d, whose weights are kept%n",
              result.course().validationLosses()[bestIteration() - 1],
              validationRows(),
              bestIteration()));
    }
    text.append(stopReason());
    if (resumedEpochs() > 0) {
      text.append("; resumed after epoch ").append(resumedEpochs());
    }
    text.append(
        String.format(
            Locale.ROOT, "%nreplicas: %d (%s); %s", numWorkers(), numWorkersReason(), averaging()));
    for (String warning : warnings()) {
      text.append(System.lineSeparator()).append("warning: ").append(warning);
    }
    for (ExecutorReport executor : executors()) {
      text.append(System.lineSeparator()).append(executor);
    }
    return text.toString();
  }
}
