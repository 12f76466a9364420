package dev.ferro.examples.training;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * Held-out rows of a regression.
 *
 * @param rows label and prediction
 */
record HeldOut(List<Row> rows) {
  /**
   * Share of the labels' variance that the predictions explain: 1 is perfect, 0 no better than the
   * mean.
   */
  double r2() {
    double mean = rows.stream().mapToDouble(row -> row.getDouble(0)).average().orElseThrow();
    double unexplained = 0;
    double all = 0;
    for (Row row : rows) {
      unexplained += Math.pow(row.getDouble(0) - row.getDouble(1), 2);
      all += Math.pow(row.getDouble(0) - mean, 2);
    }
    return 1 - unexplained / all;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "R² %.4f on %d held-out rows", r2(), rows.size());
  }
}
