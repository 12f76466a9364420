package dev.ferro.spark.internal.columns;

/** What rows with null, NaN or infinite values get, as Spark's stages name it. */
public final class InvalidRows {
  /** The job fails, naming column, count and a row. */
  public static final String ERROR = "error";

  /** The row is dropped. */
  public static final String SKIP = "skip";

  /** Scoring gives the row a null prediction; training treats it as {@link #ERROR}. */
  public static final String KEEP = "keep";

  private InvalidRows() {}

  /** Every choice. */
  public static String[] names() {
    return new String[] {ERROR, SKIP, KEEP};
  }
}
