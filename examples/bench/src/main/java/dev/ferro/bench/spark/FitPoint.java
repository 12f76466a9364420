package dev.ferro.bench.spark;

import dev.ferro.bench.measure.Median;
import java.util.List;

/**
 * The cost and result of a number of iterations.
 *
 * @param runner id of the trainer
 * @param iterations iterations of each fit
 * @param seconds seconds of each fit, in the order measured
 * @param accuracy accuracy on the held-out rows, 0 to 1. It is the same after each fit
 */
record FitPoint(String runner, int iterations, List<Double> seconds, double accuracy) {
  /** The middle value, or the mean of the two in the middle. */
  double median() {
    return Median.of(seconds);
  }

  /** The shortest. */
  double best() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
