package dev.ferro.examples.training;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * How often each class was taken for which.
 *
 * @param counts {@code [label][prediction]}
 */
record ConfusionMatrix(int[][] counts) {
  /**
   * Counts scored rows.
   *
   * @param rows that begin with label and prediction
   */
  static ConfusionMatrix of(List<Row> rows, int classes) {
    int[][] counts = new int[classes][classes];
    for (Row row : rows) {
      int label = (int) row.getDouble(0);
      int prediction = (int) row.getDouble(1);
      counts[label][prediction]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** Share of rows taken for what they are. */
  double accuracy() {
    long right = 0;
    long all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      for (int count : counts[label]) {
        all += count;
      }
    }
    return right / (double) all;
  }

  /** A table: one line a label, one column a prediction, nothing where nothing was counted. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("label  taken for\n     ");
    for (int prediction = 0; prediction < counts.length; prediction++) {
      text.append(String.format(Locale.ROOT, "%5d", prediction));
    }
    for (int label = 0; label < counts.length; label++) {
      text.append(String.format(Locale.ROOT, "%n%5d", label));
      for (int count : counts[label]) {
        text.append(count == 0 ? "    ·" : String.format(Locale.ROOT, "%5d", count));
      }
    }
    return text.toString();
  }
}
