package dev.ferro.spark.internal.scoring;

/** Errors for rows that cannot be scored. */
public final class InvalidFeatures {
  private InvalidFeatures() {}

  /** Describes a row of the wrong width. */
  public static String width(int got, int expected) {
    return got + " features instead of " + expected;
  }

  /**
   * The error for a row.
   *
   * @param width the expected number of features
   * @param column the column that holds them
   * @param problem what is wrong with the row
   * @param where the row, such as {@code row 3 scored in partition 0; }, or nothing
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
