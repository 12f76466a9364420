package dev.ferro.examples.cluster;

import dev.ferro.examples.data.Digits;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
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
 * The digits, over and over, with a number for each row, in files; a saved model for them; and a
 * session of this process that knows what the model says of each row.
 */
final class NumberedDigits implements AutoCloseable {
  static final int FILES = 16;
  static final int ROWS = 160_000;

  /** Wide, so that a file takes some tenths of a second. */
  private static final int HIDDEN = 1024;

  private static final double TOLERANCE = 1e-5;
  private static final StructType SCHEMA =
      new StructType().add("id", DataTypes.LongType).add("features", SQLDataTypes.VectorType());

  private final Path folder;
  private final SparkSession spark;
  private final List<Vector> digits;
  private final MLPClassificationModel model;

  /**
   * Trains and writes.
   *
   * @param folder for the files and the model
   */
  NumberedDigits(Path folder) throws IOException {
    this.folder = folder;
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    Dataset<Row> rows = Digits.read(spark, Digits.lines());
    digits = rows.collectAsList().stream().map(row -> row.<Vector>getAs("features")).toList();
    model = new MLPClassifier().setHiddenDim(HIDDEN).setMaxIter(2).fit(rows);
    model.save(model().toString());
    List<Vector> all = digits;
    MapFunction<Long, Row> numbered = id -> RowFactory.create(id, of(id, all));
    spark
        .range(0, ROWS, 1, FILES)
        .map(numbered, Encoders.row(SCHEMA))
        .write()
        .parquet(files().toString());
  }

  private static <T> T of(long id, List<T> digits) {
    return digits.get((int) (id % digits.size()));
  }

  /** Where the model is. */
  Path model() {
    return folder.resolve("digits-model");
  }

  /** Where the rows are: Parquet files with {@code id} and {@code features}. */
  Path files() {
    return folder.resolve("digits-files");
  }

  /** How many rows are scored. */
  long count(Path scored) {
    return read(scored).count();
  }

  /**
   * What is wrong with scores, which should be there once for each row and be what the model says
   * in plain Java; empty where nothing is.
   */
  String wrong(Path scored) {
    double[] predictions = digits.stream().mapToDouble(model::predict).toArray();
    List<Vector> probabilities = digits.stream().map(model::predictProbability).toList();
    BitSet seen = new BitSet(ROWS);
    for (Row row : read(scored).collectAsList()) {
      long id = row.<Long>getAs("id");
      if (seen.get((int) id)) {
        return "row " + id + " is there twice";
      }
      seen.set((int) id);
      double error =
          Math.sqrt(Vectors.sqdist(of(id, probabilities), row.<Vector>getAs("probability")));
      if (row.<Double>getAs("prediction") != predictions[(int) (id % predictions.length)]
          || !(error <= TOLERANCE)) {
        return "row " + id + ": " + row;
      }
    }
    return seen.cardinality() == ROWS ? "" : seen.cardinality() + " rows of " + ROWS;
  }

  private Dataset<Row> read(Path scored) {
    return spark.read().parquet(scored.toString());
  }

  @Override
  public void close() {
    spark.stop();
  }
}
