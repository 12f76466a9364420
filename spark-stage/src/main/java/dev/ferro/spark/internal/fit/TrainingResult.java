package dev.ferro.spark.internal.fit;

import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.training.ExecutorReport;
import java.io.Serializable;
import java.util.List;

/**
 * A trained network, and how it was trained.
 *
 * @param network on unscaled values
 * @param course losses of the epochs, and how they ended
 * @param rows how many there were
 * @param teamwork how replicas trained together
 * @param seconds how long it took
 * @param warnings warnings about the data or the training, one sentence each
 */
public record TrainingResult(
    TrainedNetwork network,
    Course course,
    Rows rows,
    Teamwork teamwork,
    Seconds seconds,
    List<String> warnings)
    implements Serializable {

  /**
   * How the epochs went.
   *
   * @param losses mean training loss of each epoch
   * @param validationLosses mean loss of the held-out rows after each epoch, or empty without such
   *     rows
   * @param bestEpoch the epoch, counted from 1, whose parameters the network has
   * @param resumedEpochs epochs restored from a checkpoint
   * @param stopReason why training ended, for users
   */
  public record Course(
      double[] losses,
      double[] validationLosses,
      int bestEpoch,
      int resumedEpochs,
      String stopReason)
      implements Serializable {}

  /**
   * Numbers of rows.
   *
   * @param training trained on
   * @param validation held out
   */
  public record Rows(long training, long validation) implements Serializable {}

  /**
   * How replicas trained together.
   *
   * @param replicas how many there were, and why
   * @param averaging how their states were averaged, for users
   * @param executors what each executor did
   */
  public record Teamwork(Replicas replicas, String averaging, List<ExecutorReport> executors)
      implements Serializable {}

  /**
   * Seconds that a fit took.
   *
   * @param fit seconds of the whole fit, including reading the data
   * @param training seconds of the epochs only
   */
  public record Seconds(double fit, double training) implements Serializable {}
}
