package dev.ferro.examples.benchspark.score;

import java.util.List;

/**
 * What a runner took for a table.
 *
 * @param seconds of each repeat, in the order measured
 */
record ScorePoint(String runner, List<Double> seconds) {
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
