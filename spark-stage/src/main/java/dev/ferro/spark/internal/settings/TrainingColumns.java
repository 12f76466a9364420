package dev.ferro.spark.internal.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns that training reads, with the users' names.
 *
 * @param features a Vector, or an array of float or double
 * @param label a number
 * @param weight a number, or null if all rows weigh 1
 * @param validation a boolean, true for rows held out of training, or null
 * @param classes whether labels are classes 0, 1, 2, …, and not any finite value
 */
public record TrainingColumns(
    String features, String label, String weight, String validation, boolean classes)
    implements Serializable {
  /** Position of the features in the rows that training reads. */
  public static final int FEATURES = 0;

  /** Position of the label. */
  public static final int LABEL = 1;

  /** Position of the weight. */
  public static final int WEIGHT = 2;

  /** Position of the mark for held-out rows. */
  public static final int VALIDATION = 3;

  /**
   * The rows that training reads.
   *
   * @param validation null if no column marks held-out rows
   */
  public static Dataset<Row> select(
      Dataset<?> data, Column features, Column label, Column weight, Column validation) {
    List<Column> columns = new ArrayList<>();
    columns.add(FEATURES, features);
    columns.add(LABEL, label);
    columns.add(WEIGHT, weight);
    if (validation != null) {
      columns.add(VALIDATION, validation);
    }
    return data.select(columns.toArray(new Column[0]));
  }

  /**
   * Whether a row may have this weight. Weights reach the engines in float32. A weight below its
   * range would count as 0 there.
   */
  public static boolean isWeight(double weight) {
    return weight == 0 || weight >= Float.MIN_NORMAL && weight <= Float.MAX_VALUE;
  }
}
