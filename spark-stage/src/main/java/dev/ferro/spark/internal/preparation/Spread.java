package dev.ferro.spark.internal.preparation;

/** The spread of a column's values. */
final class Spread {
  /** Squares below this have lost digits to underflow. */
  private static final double LEAST = 1e-290;

  private Spread() {}

  /**
   * The standard deviation, or half the range if the variance exceeds double. Values of 1e-200 or
   * 1e200 have a spread as well.
   *
   * @param variance as computed, possibly 0 or infinite
   */
  static double of(double variance, double min, double max) {
    return variance >= LEAST && variance <= Double.MAX_VALUE
        ? Math.sqrt(variance)
        : max / 2 - min / 2;
  }
}
