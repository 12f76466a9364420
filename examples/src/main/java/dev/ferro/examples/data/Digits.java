package dev.ferro.examples.data;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * 1 797 handwritten digits, 8 × 8 pixels of 0 to 16: the test set of UCI's "Optical Recognition of
 * Handwritten Digits".
 */
public final class Digits {
  /** Digits 0 to 9. */
  public static final int CLASSES = 10;

  private static final int PIXELS = 64;

  private Digits() {}

  /** All digits as text: the pixels of one, then which digit it is. */
  public static List<String> lines() {
    return TrainingRows.lines("digits.csv.gz");
  }

  /** Digits with columns {@code label} and {@code features}. */
  public static Dataset<Row> read(SparkSession spark, List<String> lines) {
    return TrainingRows.read(spark, lines, ",", PIXELS);
  }
}
