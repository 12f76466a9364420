package dev.ferro.spark.internal.model;

/** Errors for scores that cannot be used, because sums in the network exceeded float32. */
public final class InvalidScores {
  private InvalidScores() {}

  /** Whether all are finite. A finite number times 0 is 0, any other gives NaN. */
  public static boolean areFinite(double[] raw) {
    double zero = 0;
    for (double score : raw) {
      zero += score * 0;
    }
    return zero == 0;
  }

  /** Describes scores that are not all finite. */
  public static String problem(double[] raw) {
    int at = 0;
    while (Double.isFinite(raw[at])) {
      at++;
    }
    return raw[at] + " at index " + at;
  }

  /**
   * The error for a row of a dataset.
   *
   * @param problem what is wrong with its scores
   * @param where the row, such as {@code row 3 scored in partition 0; }, or nothing
   */
  public static IllegalArgumentException error(String problem, String where) {
    return new IllegalArgumentException(
        message("transform", problem, where, "; handleInvalid='keep' gives a null prediction"));
  }

  /** The error for a single row. */
  static IllegalArgumentException error(double[] raw) {
    return new IllegalArgumentException(message("predict", problem(raw), "", ""));
  }

  private static String message(String operation, String problem, String where, String remedy) {
    return "["
        + operation
        + "] expected finite scores, got "
        + problem
        + " ("
        + where
        + "the features or the weights are too large for sums in float32"
        + remedy
        + ")";
  }
}
