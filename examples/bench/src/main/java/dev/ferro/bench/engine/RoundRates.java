package dev.ferro.bench.engine;

import dev.ferro.bench.measure.Median;
import java.util.List;

/**
 * The speed of a runner.
 *
 * @param cell the measured cell
 * @param runner its id
 * @param rowsPerSecond one figure for each round
 */
record RoundRates(Cell cell, String runner, List<Double> rowsPerSecond) {
  /** The median of the rounds. */
  double median() {
    return Median.of(rowsPerSecond);
  }

  /** The fastest round. */
  double best() {
    return rowsPerSecond.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** The slowest round. */
  double worst() {
    return rowsPerSecond.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
