package dev.ferro.spark.training;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * Tells a {@code SparkListener}, in {@code onOtherEvent}, that a fit has trained an epoch.
 *
 * @param uid of the estimator; event logs of earlier builds call it {@code fit}
 * @param epoch counted from 1
 * @param maxIter epochs at most
 * @param losses of the epoch
 * @param rows trained in the epoch
 * @param seconds of the epoch, validation included; the mean of those trained in one round
 * @param secondsLeft from the end of this epoch, about, if all epochs are trained. Epochs of one
 *     round are told of together, when the round ends: each has its own time left, that of the last
 *     counts from now
 */
public record EpochEvent(
    @JsonAlias("fit") String uid,
    int epoch,
    int maxIter,
    @JsonUnwrapped Losses losses,
    long rows,
    double seconds,
    double secondsLeft)
    implements SparkListenerEvent {

  /**
   * What an epoch achieved.
   *
   * @param loss mean training loss of the epoch
   * @param validationLoss mean loss of the held-out rows after it, or null without such rows
   */
  public record Losses(double loss, Double validationLoss) {}

  /** Mean training loss of the epoch. */
  public double loss() {
    return losses.loss();
  }

  /** Mean loss of the held-out rows after the epoch, or null without such rows. */
  public Double validationLoss() {
    return losses.validationLoss();
  }

  /** Rows trained per second. */
  public double rowsPerSecond() {
    return rows / seconds;
  }
}
