package dev.ferro.examples.bench;

import java.util.List;

/**
 * How fast a runner was.
 *
 * @param cell at what
 * @param runner its id
 * @param rowsPerSecond one figure for each round
 */
record Rates(Cell cell, String runner, List<Double> rowsPerSecond) {
  /** Half of the rounds were as fast. */
  double median() {
    List<Double> sorted = rowsPerSecond.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The fastest round. */
  double best() {
    return rowsPerSecond.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
