package dev.ferro.examples.data;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;

/**
 * 1 797 handwritten digits, 8 × 8 pixels of 0 to 16: the test set of UCI's "Optical Recognition of
 * Handwritten Digits".
 */
public final class Digits {
  /** Digits 0 to 9. */
  public static final int CLASSES = 10;

  private static final int PIXELS = 64;

  private Digits() {}

  /** All rows, in file order. */
  public static List<LabeledRow> load() {
    return CsvResource.read("digits.csv.gz").stream().map(Digits::labeled).toList();
  }

  private static LabeledRow labeled(double[] row) {
    return new LabeledRow(row[PIXELS], Vectors.dense(Arrays.copyOf(row, PIXELS)));
  }
}
