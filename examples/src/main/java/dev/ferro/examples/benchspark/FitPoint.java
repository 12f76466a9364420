package dev.ferro.examples.benchspark;

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
    List<Double> sorted = seconds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The shortest. */
  double best() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
