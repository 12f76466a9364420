package dev.ferro.bench.study;

import dev.ferro.bench.measure.Floats;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.RowScorer;
import dev.ferro.examples.data.Mnist;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows to train on and rows held out.
 *
 * @param name name of the rows
 * @param spec the network that learns them
 * @param training features, label, weight
 * @param heldOut the others, on the driver
 */
record StudyData(String name, NetworkSpec spec, Dataset<Row> training, List<Row> heldOut) {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false);

  private static final int PARTITIONS = 8;

  static StudyData mnist(SparkSession spark, Mnist mnist) {
    return of(
        "MNIST, " + mnist.training().size() + " rows",
        NetworkSpec.of(Loss.CROSS_ENTROPY, 784, 128, 128, Mnist.CLASSES),
        Mnist.dataset(spark, mnist.training()),
        Mnist.dataset(spark, mnist.heldOut()));
  }

  /**
   * Rows of ten classes: the class is the largest output of a random network on normal features.
   */
  static StudyData synthetic(SparkSession spark, int rows) {
    NetworkSpec teacher = NetworkSpec.of(Loss.CROSS_ENTROPY, 32, 32, 10);
    float[] parameters = teacher.initialParameters(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 3;
    }
    return of(
        "synthetic, " + rows + " rows",
        NetworkSpec.of(Loss.CROSS_ENTROPY, 32, 64, 64, 10),
        spark.createDataFrame(rows(new RowScorer(teacher, parameters), rows, 1), SCHEMA),
        spark.createDataFrame(rows(new RowScorer(teacher, parameters), rows / 10, 2), SCHEMA));
  }

  private static List<Row> rows(RowScorer teacher, int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      Vector features =
          Vectors.dense(random.doubles(32).map(any -> random.nextGaussian()).toArray());
      rows.add(RowFactory.create(features, (double) best(teacher, features)));
    }
    return rows;
  }

  private static StudyData of(
      String name, NetworkSpec spec, Dataset<Row> training, Dataset<Row> heldOut) {
    return new StudyData(
        name,
        spec,
        training
            .select(functions.col("features"), functions.col("label"), functions.lit(1.0))
            .coalesce(PARTITIONS)
            .cache(),
        heldOut.select("features", "label").collectAsList());
  }

  /** Share of the held-out rows whose class a network gets right. */
  double accuracy(float[] parameters) {
    RowScorer network = new RowScorer(spec, parameters);
    long right =
        heldOut.stream().filter(row -> best(network, row.getAs(0)) == row.getDouble(1)).count();
    return (double) right / heldOut.size();
  }

  private static int best(RowScorer network, Vector features) {
    float[] scores = network.score(Floats.of(features));
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }
}
