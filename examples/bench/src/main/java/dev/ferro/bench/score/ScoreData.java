package dev.ferro.bench.score;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.data.Digits;
import dev.ferro.examples.data.Mnist;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows to score, in one partition for each core.
 *
 * @param name name of the rows
 * @param rows rows with columns {@code label} and {@code features}, computed again whenever they
 *     are read
 * @param layers of the network that scores them
 */
record ScoreData(String name, Dataset<Row> rows, int[] layers) {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);
  private static final int HIDDEN = 128;
  private static final int[] NARROW = {100, 64, 32, 1};

  /**
   * Images, repeated.
   *
   * @param mnist folder of MNIST's files, or null for the bundled digits
   */
  static ScoreData images(SparkSession spark, Path mnist, long count) {
    Dataset<Row> images =
        mnist == null
            ? Digits.read(spark, Digits.lines())
            : Mnist.dataset(spark, Mnist.read(mnist).all());
    List<Vector> list =
        images.collectAsList().stream().map(row -> row.<Vector>getAs("features")).toList();
    Broadcast<List<Vector>> shared =
        new JavaSparkContext(spark.sparkContext()).broadcast(List.copyOf(list));
    Dataset<Row> rows =
        rows(spark, count, id -> shared.value().get((int) (id % shared.value().size())));
    int[] layers = {list.get(0).size(), HIDDEN, HIDDEN, Mnist.CLASSES};
    return new ScoreData(mnist == null ? "digits" : "mnist", rows, layers);
  }

  /** Random rows of 100 features, for a network of one output. */
  static ScoreData narrow(SparkSession spark, long count) {
    Dataset<Row> rows =
        rows(
            spark,
            count,
            id -> Vectors.dense(new SplittableRandom(id).doubles(NARROW[0]).toArray()));
    return new ScoreData("random", rows, NARROW);
  }

  /** The network that scores them: a classifier, or a regressor if it has one output. */
  NetworkSpec network() {
    boolean one = layers[layers.length - 1] == 1;
    return NetworkSpec.of(one ? Loss.SQUARED_ERROR : Loss.CROSS_ENTROPY, layers);
  }

  private static Dataset<Row> rows(
      SparkSession spark, long count, SerializableLongFunction<Vector> features) {
    int slots = spark.sparkContext().defaultParallelism();
    MapFunction<Long, Row> row = id -> RowFactory.create((double) (id % 2), features.apply(id));
    return spark.range(0, count, 1, slots).map(row, Encoders.row(SCHEMA));
  }

  private interface SerializableLongFunction<T> extends LongFunction<T>, java.io.Serializable {}
}
