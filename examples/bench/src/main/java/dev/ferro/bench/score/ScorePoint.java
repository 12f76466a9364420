package dev.ferro.bench.score;

import dev.ferro.bench.measure.Median;
import java.util.List;

/**
 * What a runner took for a table.
 *
 * @param seconds of each repeat, in the order measured
 */
record ScorePoint(String runner, List<Double> seconds) {
  /** The middle one, or the mean of the two in the middle. */
  double median() {
    return Median.of(seconds);
  }

  /** The shortest. */
  double best() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
