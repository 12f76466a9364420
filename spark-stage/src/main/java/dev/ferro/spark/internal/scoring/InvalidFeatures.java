package dev.ferro.spark.internal.scoring;

/** Says why a row cannot be scored. */
public final class InvalidFeatures {
  private InvalidFeatures() {}

  /** What is wrong with a row of the wrong width. */
  public static String width(int got, int expected) {
    return got + " features instead of " + expected;
  }

  /**
   * The error for a row.
   *
   * @param width the features expected
   * @param column that holds them
   * @param problem what is wrong with the row
   * @param where the row, as in {@code row 3 scored in partition 0; }, or nothing
   */
  public static IllegalArgumentException error(
      int width, String column, String problem, String where) {
    return new IllegalArgumentException(
        "[transform] expected "
            + width
            + " finite features in column '"
            + column
            + "', got "
            + problem
            + " ("
            + where
            + "handleInvalid='skip' drops such rows, 'keep' gives them a null prediction)");
  }
}
