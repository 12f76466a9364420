package dev.ferro.spark.internal.fit;

import dev.ferro.spark.training.EpochEvent;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the progress of a fit: the description of its jobs in Spark's UI, and for each epoch a
 * line in the log and an {@link EpochEvent}. Closing restores the caller's job description.
 */
final class Progress implements AutoCloseable {
  /** Named after the public package, because users set its level. */
  private static final Logger LOG = LoggerFactory.getLogger("dev.ferro.spark.training.Progress");

  private static final String DESCRIPTION = "spark.job.description";

  private final JavaSparkContext spark;
  private final String fit;
  private final int maxIter;
  private final String callersDescription;
  private String now = "start";
  private long start;
  private double secondsOfEpoch;
  private double seconds;
  private int timed;

  Progress(JavaSparkContext spark, String fit, int maxIter) {
    this.spark = spark;
    this.fit = fit;
    this.maxIter = maxIter;
    this.callersDescription = spark.getLocalProperty(DESCRIPTION);
  }

  /** Sets the description of the following jobs. */
  void doing(String what) {
    now = what;
    spark.setLocalProperty(DESCRIPTION, fit + ": " + what);
  }

  /** What the fit is doing. */
  String now() {
    return now;
  }

  /** Marks the start of epochs that are trained together. */
  void begin(int first, int last) {
    start = System.nanoTime();
    doing(
        (first == last ? "epoch " + first : "epochs " + first + " to " + last) + " of " + maxIter);
  }

  /** Marks the end of these epochs. Returns the seconds of each. */
  double end(int epochs) {
    secondsOfEpoch = (System.nanoTime() - start) / 1e9 / epochs;
    seconds += epochs * secondsOfEpoch;
    timed += epochs;
    return secondsOfEpoch;
  }

  /** Reports one of these epochs. */
  void report(int epoch, double loss, double validationLoss, long rows) {
    boolean validated = !Double.isNaN(validationLoss);
    EpochEvent event =
        new EpochEvent(
            fit,
            epoch,
            maxIter,
            new EpochEvent.Losses(loss, validated ? validationLoss : null),
            rows,
            secondsOfEpoch,
            seconds / timed * (maxIter - epoch));
    LOG.info(
        "Ferro {}: epoch {} of {}, loss {}{}, {} rows/s, {} s left",
        fit,
        epoch,
        maxIter,
        String.format(Locale.ROOT, "%.6f", loss),
        validated ? String.format(Locale.ROOT, ", validation %.6f", validationLoss) : "",
        Math.round(event.rowsPerSecond()),
        String.format(Locale.ROOT, "%.1f", event.secondsLeft()));
    spark.sc().listenerBus().post(event);
  }

  @Override
  public void close() {
    spark.setLocalProperty(DESCRIPTION, callersDescription);
  }
}
