package dev.ferro.examples.data;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One example to learn from, under the column names that Spark ML expects.
 *
 * @param label class index or value
 * @param features what the label is to be told from
 */
public record LabeledRow(double label, Vector features) {
  /** Columns {@code label} and {@code features}. */
  static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  /** The rows as Spark's, in their order. */
  public static Dataset<Row> dataset(SparkSession spark, List<LabeledRow> rows) {
    return spark.createDataFrame(rows.stream().map(LabeledRow::row).toList(), SCHEMA);
  }

  Row row() {
    return RowFactory.create(label, features);
  }
}
