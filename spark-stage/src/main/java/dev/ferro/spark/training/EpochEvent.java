package dev.ferro.spark.training;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * An epoch of a fit ended. A {@code SparkListener} gets this in {@code onOtherEvent}.
 *
 * @param uid uid of the estimator. Event logs of earlier builds call it {@code fit}
 * @param epoch the epoch, counted from 1
 * @param maxIter most epochs of the fit
 * @param losses losses of the epoch
 * @param rows rows trained in the epoch
 * @param seconds duration of the epoch, including validation. For epochs of one round it is their
 *     mean
 * @param secondsLeft expected time from the end of this epoch to the end of the fit, if all epochs
 *     are trained. The events of one round appear together when it ends, each with the time left
 *     after its own epoch
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
   * @param validationLoss mean loss of the validation rows after it, or null if there are none
   */
  public record Losses(double loss, Double validationLoss) {}

  /** Mean training loss of the epoch. */
  public double loss() {
    return losses.loss();
  }

  /** Mean loss of the validation rows after the epoch, or null if there are none. */
  public Double validationLoss() {
    return losses.validationLoss();
  }

  /** Rows trained per second. */
  public double rowsPerSecond() {
    return rows / seconds;
  }
}
