package dev.ferro.spark.internal.model;

/** Says why a row's scores cannot be used: sums of the network went beyond float32. */
public final class InvalidScores {
  private InvalidScores() {}

  /** Whether all are finite: a number times 0 is 0, unless it is not finite. */
  public static boolean areFinite(double[] raw) {
    double zero = 0;
    for (double score : raw) {
      zero += score * 0;
    }
    return zero == 0;
  }

  /** What is wrong with scores that are not all finite. */
  public static String problem(double[] raw) {
    int at = 0;
    while (Double.isFinite(raw[at])) {
      at++;
    }
    return raw[at] + " at index " + at;
  }

  /**
   * The error for a row that a dataset holds.
   *
   * @param problem what is wrong with its scores
   * @param where the row, as in {@code row 3 scored in partition 0; }, or nothing
   */
  public static IllegalArgumentException error(String problem, String where) {
    return new IllegalArgumentException(
        message("transform", problem, where, "; handleInvalid='keep' gives a null prediction"));
  }

  /** The error for a row that is scored alone. */
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
