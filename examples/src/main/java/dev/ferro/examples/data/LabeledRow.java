package dev.ferro.examples.data;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
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

  /**
   * As many partitions everywhere: a fit depends on its rows' partitioning, and the same seed shall
   * give the same model whatever the number of cores.
   */
  static final int PARTITIONS = 8;

  /** The rows as Spark's, in their order. */
  public static Dataset<Row> dataset(SparkSession spark, List<LabeledRow> rows) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<Row> all = rows.stream().map(LabeledRow::row).toList();
    return spark.createDataFrame(context.parallelize(all, PARTITIONS), SCHEMA);
  }

  Row row() {
    return RowFactory.create(label, features);
  }
}
