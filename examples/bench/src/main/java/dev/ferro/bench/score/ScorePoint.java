package dev.ferro.bench.score;

import dev.ferro.bench.measure.Median;
import java.util.List;

/**
 * The times of a runner for a table.
 *
 * @param seconds seconds of each repeat, in the order measured
 */
record ScorePoint(String runner, List<Double> seconds) {
  /** The middle value, or the mean of the two in the middle. */
  double median() {
    return Median.of(seconds);
  }

  /** The shortest. */
  double best() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
