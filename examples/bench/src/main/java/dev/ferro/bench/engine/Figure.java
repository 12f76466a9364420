package dev.ferro.bench.engine;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A runner's speed in one cell, in the form that programs read.
 *
 * @param what {@code train} or {@code score}
 * @param shape {@code 784-128-128-10}
 * @param batch rows of a step, or of a call
 * @param runner {@code cpu}, {@code java}, or a peer's id
 * @param speed of its rounds
 * @param shareOfPeak share of the core's peak that the median reaches, 0 to 1, or null if the peak
 *     was not measured
 */
record Figure(
    String what,
    String shape,
    int batch,
    String runner,
    @JsonUnwrapped Speed speed,
    Double shareOfPeak) {

  /**
   * The speed of the rounds.
   *
   * @param rowsPerSecond the median of the rounds
   * @param rowsPerSecondBest the best round
   * @param rowsPerSecondWorst the worst round
   */
  record Speed(double rowsPerSecond, double rowsPerSecondBest, double rowsPerSecondWorst) {}

  /**
   * Creates a figure.
   *
   * @param peak of the core, or null
   */
  static Figure of(RoundRates rates, Peak peak) {
    Cell cell = rates.cell();
    return new Figure(
        cell.phase().id(),
        cell.spec().toString(),
        cell.batch(),
        rates.runner(),
        new Speed(round(rates.median(), 10), round(rates.best(), 10), round(rates.worst(), 10)),
        peak == null ? null : round(peak.share(cell, rates.median()), 1e4));
  }

  /** The median of the rounds. */
  double rowsPerSecond() {
    return speed.rowsPerSecond();
  }

  private static double round(double value, double perUnit) {
    return Math.round(value * perUnit) / perUnit;
  }
}
