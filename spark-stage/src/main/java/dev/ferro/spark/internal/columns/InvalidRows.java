package dev.ferro.spark.internal.columns;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What happens to rows with null, NaN or infinite values. The names are those of Spark's stages.
 */
public enum InvalidRows {
  /** The job fails. The error has the column, the count and a row. */
  ERROR,

  /** The row is dropped. */
  SKIP,

  /** Scoring gives the row a null prediction. Training treats it as {@link #ERROR}. */
  KEEP;

  /** The choice with the name that users set. */
  public static InvalidRows named(String param) {
    return valueOf(param.toUpperCase(Locale.ROOT));
  }

  /** The name that users set: {@code error}. */
  public String param() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every choice, as users set it. */
  public static String[] names() {
    return Stream.of(values()).map(InvalidRows::param).toArray(String[]::new);
  }

  /** Whether such a row fails the scoring of a dataset. */
  public boolean failScoring() {
    return switch (this) {
      case ERROR -> true;
      case SKIP, KEEP -> false;
    };
  }

  /** Whether training and scoring leave out such a row. */
  public boolean areDropped() {
    return switch (this) {
      case SKIP -> true;
      case ERROR, KEEP -> false;
    };
  }
}
