package dev.ferro.spark.internal.fit;

import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.training.ExecutorReport;
import java.io.Serializable;
import java.util.List;

/**
 * A trained network, and how it was trained.
 *
 * @param network on unscaled values
 * @param course how the epochs went
 * @param rows how many there were
 * @param teamwork how replicas trained together
 * @param seconds how long it took
 * @param warnings what the user should know about the data or the training, a sentence each
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
   * @param validationLosses mean loss of the held-out rows after each epoch; empty without them
   * @param bestEpoch the epoch, counted from 1, whose parameters the network has
   * @param resumedEpochs epochs that came from a checkpoint
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
   * @param replicas how many, and why so many
   * @param averaging how their states were averaged, for users
   * @param executors what each executor did
   */
  public record Teamwork(Replicas replicas, String averaging, List<ExecutorReport> executors)
      implements Serializable {}

  /**
   * Seconds that a fit took.
   *
   * @param fit the whole of it, with reading the data
   * @param training the epochs alone
   */
  public record Seconds(double fit, double training) implements Serializable {}
}
