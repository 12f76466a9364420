package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkException;
import org.apache.spark.ml.functions$;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of features, clean and dirty, wherever Spark keeps them. */
class ScoringRowsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final int WIDTH = 70;
  private static final int ROWS = 150;

  @TempDir Path folder;
  private final MLPClassificationModel model =
      Models.classifier("mlp", 1, WIDTH, 9, 4).setEngine("java").setBatchSize(32);

  private static SparkSession spark() {
    return SUITE.spark();
  }

  private static List<Vector> vectors() {
    Random random = new Random(5);
    List<Vector> list = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] values = new double[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        values[j] = random.nextInt(4) == 0 ? random.nextGaussian() : 0;
      }
      Vector dense = Vectors.dense(values);
      list.add(i % 2 == 0 ? dense : dense.toSparse());
    }
    return list;
  }

  private static Dataset<Row> data(List<Vector> vectors) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      rows.add(RowFactory.create((long) i, vectors.get(i)));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType, false)
            .add("features", SQLDataTypes.VectorType());
    return spark().createDataFrame(rows, schema);
  }

  private static Dataset<Row> as(String type, Dataset<Row> data) {
    return data.withColumn(
        "features",
        functions.when(
            col("features").isNotNull(),
            functions$.MODULE$.vector_to_array(col("features"), type)));
  }

  private void assertScored(Dataset<Row> data) {
    List<Row> scored = model.transform(data).orderBy("id").collectAsList();
    assertEquals(ROWS, scored.size());
    List<Vector> vectors = vectors();
    for (int i = 0; i < ROWS; i++) {
      assertArrayEquals(
          model.predictRaw(vectors.get(i)).toArray(),
          scored.get(i).<Vector>getAs("rawPrediction").toArray(),
          1e-5);
      assertArrayEquals(
          model.predictProbability(vectors.get(i)).toArray(),
          scored.get(i).<Vector>getAs("probability").toArray(),
          1e-5);
      assertEquals(model.predict(vectors.get(i)), scored.get(i).<Double>getAs("prediction"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "float64", "float32"})
  void everyFormIsReadFromMemoryCacheAndFiles(String form) {
    Dataset<Row> rows = form.equals("vector") ? data(vectors()) : as(form, data(vectors()));
    assertScored(rows);
    Dataset<Row> cached = rows.repartition(3).cache();
    assertScored(cached);
    cached.unpersist();
    String table = folder.resolve(form).toString();
    rows.write().parquet(table);
    Dataset<Row> read = spark().read().parquet(table);
    assertScored(read);
    assertEquals(ROWS, model.transform(read).select("prediction").collectAsList().size());
    if (!form.equals("vector")) {
      rows.write().orc(table + ".orc");
      assertScored(spark().read().orc(table + ".orc"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "float64", "float32"})
  void rowsThatSparkInterpretsAreReadToo(String form) {
    Dataset<Row> rows = form.equals("vector") ? data(vectors()) : as(form, data(vectors()));
    String table = folder.resolve(form).toString();
    rows.write().parquet(table);
    List<String> settings =
        List.of(
            "spark.sql.codegen.wholeStage",
            "spark.sql.parquet.enableVectorizedReader",
            "spark.sql.codegen.factoryMode");
    try {
      spark().conf().set(settings.get(0), "false");
      assertScored(spark().read().parquet(table));
      spark().conf().set(settings.get(1), "false");
      assertScored(spark().read().parquet(table));
      spark().conf().set(settings.get(2), "NO_CODEGEN");
      assertScored(spark().read().parquet(table));
    } finally {
      settings.forEach(spark().conf()::unset);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "float64", "float32"})
  void dirtFollowsHandleInvalid(String form) {
    List<Vector> vectors = vectors();
    vectors.set(3, null);
    vectors.set(5, with(vectors.get(5), 69, Double.NaN));
    vectors.set(6, with(vectors.get(6), 0, Double.NEGATIVE_INFINITY));
    vectors.set(7, with(vectors.get(7), 64, Double.POSITIVE_INFINITY).toSparse());
    vectors.set(8, with(vectors.get(8), 1, 1e300));
    vectors.set(9, Vectors.dense(1, 2));
    vectors.set(10, Vectors.sparse(71, new int[] {1}, new double[] {1}));
    vectors.set(149, null);
    Dataset<Row> rows = form.equals("vector") ? data(vectors) : as(form, data(vectors));
    Dataset<Row> cached = rows.coalesce(1).cache();
    assertFollowed(cached, 8);
    cached.unpersist();
    if (!form.equals("vector")) {
      Dataset<Row> holes =
          cached.withColumn(
              "features",
              functions.expr(
                  "if(id = 20, transform(features, (x, i) -> if(i = 66, null, x)), features)"));
      assertFollowed(holes, 9);
      String table = folder.resolve(form).toString();
      holes.write().parquet(table);
      assertFollowed(spark().read().parquet(table), 9);
    }
  }

  private static Vector with(Vector vector, int index, double value) {
    double[] values = vector.toArray().clone();
    values[index] = value;
    return Vectors.dense(values);
  }

  private void assertFollowed(Dataset<Row> rows, int invalid) {
    MLPClassificationModel scoring = model.copy(org.apache.spark.ml.param.ParamMap.empty());
    String message =
        assertThrows(SparkException.class, () -> scoring.transform(rows).collectAsList())
            .getMessage();
    assertTrue(message.contains("expected 70 finite features in column 'features', got"), message);
    scoring.setHandleInvalid("skip");
    assertEquals(ROWS - invalid, scoring.transform(rows).collectAsList().size());
    assertEquals(ROWS - invalid, scoring.transform(rows).count());
    scoring.setHandleInvalid("keep");
    List<Row> kept = scoring.transform(rows).collectAsList();
    assertEquals(ROWS, kept.size());
    for (Row row : kept) {
      if (!row.isNullAt(row.fieldIndex("prediction"))) {
        assertTrue(row.getAs("probability") != null);
      }
    }
    assertEquals(invalid, scoring.transform(rows).where("prediction is null").count());
    assertEquals(invalid, scoring.transform(rows).where("rawPrediction is null").count());
  }

  @Test
  void bothWidthsAreNamed() {
    List<Vector> vectors = new ArrayList<>(List.of(Vectors.dense(1, 2)));
    String message =
        assertThrows(SparkException.class, () -> model.transform(data(vectors)).collectAsList())
            .getMessage();
    assertTrue(message.contains("expected 70 finite features"), message);
    assertTrue(message.contains("got 2 features instead of 70"), message);
  }

  @Test
  void thresholdsMovePredictionsAsSparkDoes() {
    double[] thresholds = {0.2, 0.3, 1e-3, 0.9};
    model.setThresholds(thresholds);
    for (Row row : model.transform(data(vectors())).collectAsList()) {
      Vector features = row.getAs("features");
      double[] probability = row.<Vector>getAs("probability").toArray();
      int best = 0;
      for (int i = 1; i < 4; i++) {
        best = probability[i] / thresholds[i] > probability[best] / thresholds[best] ? i : best;
      }
      assertEquals(best, row.<Double>getAs("prediction"));
      assertEquals(best, model.predict(features));
    }
  }
}
