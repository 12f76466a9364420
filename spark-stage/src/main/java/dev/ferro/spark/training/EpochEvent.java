package dev.ferro.spark.training;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * Tells a {@code SparkListener}, in {@code onOtherEvent}, that a fit has trained an epoch.
 *
 * @param uid of the estimator; event logs of earlier builds call it {@code fit}
 * @param epoch counted from 1
 * @param maxIter epochs at most
 * @param loss mean training loss of the epoch
 * @param validationLoss mean loss of the held-out rows after it, or null where none are
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
    double loss,
    Double validationLoss,
    long rows,
    double seconds,
    double secondsLeft)
    implements SparkListenerEvent {

  /** Rows trained per second. */
  public double rowsPerSecond() {
    return rows / seconds;
  }
}
