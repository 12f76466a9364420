package dev.ferro.spark.internal.preparation;

/** How far a column's values lie apart. */
final class Spread {
  /** Squares below this have lost digits to underflow. */
  private static final double LEAST = 1e-290;

  private Spread() {}

  /**
   * The standard deviation, or half the range where the variance is beyond double: values of 1e-200
   * or of 1e200 have a spread as well.
   *
   * @param variance as computed, possibly 0 or infinite
   */
  static double of(double variance, double min, double max) {
    return variance >= LEAST && variance <= Double.MAX_VALUE
        ? Math.sqrt(variance)
        : max / 2 - min / 2;
  }
}
