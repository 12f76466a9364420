package dev.ferro.bench.spark;

import dev.ferro.bench.measure.Median;
import java.util.List;

/**
 * What a number of iterations costs and gives.
 *
 * @param runner who trained
 * @param iterations of each fit
 * @param seconds of each fit, in the order measured
 * @param accuracy on the held-out rows, 0 to 1; the same after each fit
 */
record FitPoint(String runner, int iterations, List<Double> seconds, double accuracy) {
  /** The middle one, or the mean of the two in the middle. */
  double median() {
    return Median.of(seconds);
  }

  /** The shortest. */
  double best() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
