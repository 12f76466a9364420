package dev.ferro.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small seeded datasets. */
public final class TestData {
  /** Columns id, label, weight, features. */
  public static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType, false)
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType());

  private TestData() {}

  /** Three classes that a line cannot part: rings around the origin, in four features. */
  public static Dataset<Row> rings(SparkSession spark, int rows) {
    Random random = new Random(1);
    List<Row> list = new ArrayList<>();
    for (long id = 0; id < rows; id++) {
      int label = random.nextInt(3);
      double angle = random.nextDouble() * 2 * Math.PI;
      double radius = 1 + 2 * label + 0.4 * random.nextGaussian();
      list.add(
          RowFactory.create(
              id,
              (double) label,
              1.0,
              Vectors.dense(
                  radius * Math.cos(angle),
                  100 + radius * Math.sin(angle),
                  random.nextGaussian(),
                  0)));
    }
    return spark.createDataFrame(list, SCHEMA).repartition(3);
  }

  /** A smooth function of two features on a large scale, with an irrelevant third. */
  public static Dataset<Row> waves(SparkSession spark, int rows) {
    Random random = new Random(2);
    List<Row> list = new ArrayList<>();
    for (long id = 0; id < rows; id++) {
      double x = random.nextDouble() * 4 - 2;
      double y = random.nextDouble() * 4 - 2;
      double label = 5000 + 300 * (Math.sin(2 * x) + 0.5 * y * y);
      list.add(
          RowFactory.create(id, label, 1.0, Vectors.dense(x, 1000 * y, random.nextGaussian())));
    }
    return spark.createDataFrame(list, SCHEMA).repartition(3);
  }

  /** One row of {@link #SCHEMA}. */
  public static Row row(long id, Double label, Double weight, double... features) {
    return RowFactory.create(id, label, weight, features == null ? null : Vectors.dense(features));
  }

  /** These rows. */
  public static Dataset<Row> of(SparkSession spark, Row... rows) {
    return spark.createDataFrame(List.of(rows), SCHEMA);
  }
}
