package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Engines;
import dev.ferro.engine.RequiredEngines;
import dev.ferro.engine.jna.MlxCpuEngine;
import dev.ferro.spark.training.ExecutorReport;
import dev.ferro.spark.training.TaskTimes;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.functions$;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MLPClassifierTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private Dataset<Row> data;

  @BeforeEach
  void prepare() {
    data = TestData.rings(SUITE.spark(), 600).cache();
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier()
        .setEngine("java")
        .setHiddenDim(32)
        .setBatchSize(32)
        .setStepSize(0.01)
        .setMaxIter(30)
        .setSeed(1);
  }

  private static double accuracy(Dataset<Row> scored) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metal", "cuda", "mlx-cpu", "cpu", "java"})
  void learnsWhatALineCannotPartOnEveryEngine(String id) {
    RequiredEngines.require(
        Engines.all().stream().filter(engine -> engine.id().equals(id)).findFirst().orElseThrow());
    MLPClassificationModel model = classifier().setEngine(id).fit(data);
    assertTrue(accuracy(model.transform(data)) > 0.95);
    ExecutorReport report = model.summary().executors().get(0);
    assertEquals(id, report.engine());
    TaskTimes times = report.times();
    assertTrue(times.computing() > 0 && times.computing() <= times.seconds(), report::toString);
    assertTrue(model.summary().toString().contains(report.toString()));
  }

  @Test
  void tasksThatShareMlxTellHowLongTheyWaited() {
    RequiredEngines.require(new MlxCpuEngine());
    MLPClassifier classifier = classifier().setEngine("mlx-cpu").setNumWorkers(2);
    ExecutorReport report =
        classifier.setHiddenDim(64).setMaxIter(5).fit(data).summary().executors().get(0);
    assertTrue(report.times().waiting() > 0, report::toString);
    assertTrue(report.description().startsWith("mlx-cpu: MLX 0.32.4 on "), report::toString);
  }

  @Test
  void theFastestEngineIsFoundByTimingAndTheSummaryShowsTheTimes() {
    MLPClassificationModel model = classifier().setEngine("fastest").setMaxIter(3).fit(data);
    String description = model.summary().executors().get(0).description();
    assertTrue(description.contains("fastest in training 4-32-32-3 in batches"), description);
    assertTrue(description.contains(" rows/s, by the caller"), description);
    assertEquals(600, model.transform(data).select("prediction").collectAsList().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamw", "adam", "sgd"})
  void learnsWithEverySolver(String solver) {
    MLPClassifier classifier = classifier().setSolver(solver).setRegParam(1e-4);
    assertTrue(accuracy(classifier.fit(data).transform(data)) > 0.95);
  }

  @Test
  void learnsWithSeveralReplicas() {
    MLPClassificationModel model = classifier().setNumWorkers(3).fit(data);
    assertEquals(3, model.summary().numWorkers());
    assertTrue(accuracy(model.transform(data)) > 0.93);
  }

  @Test
  void rowsSortedByLabelTrainAsWell() {
    Dataset<Row> sorted = data.orderBy("label").repartitionByRange(3, col("label"));
    assertTrue(accuracy(classifier().setNumWorkers(3).fit(sorted).transform(data)) > 0.93);
  }

  @Test
  void smallDataStaysWithOneReplicaAndSaysWhy() {
    MLPTrainingSummary summary = classifier().setMaxIter(1).fit(data).summary();
    assertEquals(1, summary.numWorkers());
    assertTrue(summary.numWorkersReason().startsWith("600 rows are enough for 1 of 2 slots"));
  }

  @Test
  void standardizationIsFoldedIntoTheModel() {
    MLPClassificationModel with = classifier().fit(data);
    MLPClassificationModel without = classifier().setStandardization(false).setMaxIter(2).fit(data);
    assertTrue(accuracy(with.transform(data)) > accuracy(without.transform(data)));
    // The fourth feature is constant: nothing may hang on it.
    Dataset<Row> moved = withFeature(3, 1e3);
    SUITE.assertDataFrameEquals(
        with.transform(data).select("id", "prediction").orderBy("id"),
        with.transform(moved).select("id", "prediction").orderBy("id"));
  }

  private Dataset<Row> withFeature(int index, double value) {
    MapFunction<Row, Row> set =
        row -> {
          double[] features = ((Vector) row.get(3)).toArray().clone();
          features[index] = value;
          return TestData.row(row.getLong(0), row.getDouble(1), row.getDouble(2), features);
        };
    return data.map(set, Encoders.row(TestData.SCHEMA));
  }

  @Test
  void columnsAgreeWithEachOtherAndWithSingleRows() {
    MLPClassificationModel model = classifier().setMaxIter(5).fit(data);
    for (Row row : model.transform(data).collectAsList()) {
      Vector features = row.getAs("features");
      Vector raw = row.getAs("rawPrediction");
      Vector probability = row.getAs("probability");
      assertArrayEquals(raw.toArray(), model.predictRaw(features).toArray(), 1e-4);
      assertArrayEquals(probability.toArray(), model.predictProbability(features).toArray(), 1e-5);
      assertEquals(1, Arrays.stream(probability.toArray()).sum(), 1e-12);
      assertEquals(raw.argmax(), row.<Double>getAs("prediction"));
      assertEquals(raw.argmax(), model.predict(features));
    }
  }

  @Test
  void outputColumnsCanBeRenamedOrLeftOut() {
    MLPClassificationModel model = classifier().setMaxIter(1).fit(data);
    model.setRawPredictionCol("").setProbabilityCol("p").setPredictionCol("");
    assertArrayEquals(
        new String[] {"id", "label", "weight", "features", "p"}, model.transform(data).columns());
    model.setProbabilityCol("");
    SUITE.assertDataFrameEquals(data, model.transform(data));
  }

  @Test
  void thresholdsMoveThePrediction() {
    MLPClassificationModel model = classifier().setMaxIter(5).fit(data);
    model.setThresholds(new double[] {1, 1, 1e-30});
    assertEquals(600, model.transform(data).where("prediction = 2").count());
    assertEquals(2, model.predict(data.first().getAs("features")));
    model.set(model.thresholds(), new double[] {1, 1});
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.transform(data)).getMessage();
    assertTrue(message.contains("expected 3 thresholds, one for each class, got 2"), message);
    MLPClassifier wrong = classifier().setMaxIter(1).setThresholds(new double[] {1, 1});
    message = assertThrows(IllegalArgumentException.class, () -> wrong.fit(data)).getMessage();
    assertTrue(message.contains("expected 3 thresholds, one for each class, got 2"), message);
  }

  @Test
  void weightsCount() {
    Dataset<Row> weighted =
        data.withColumn("weight", when(col("label").equalTo(2), 0).otherwise(1));
    MLPClassificationModel model = classifier().setWeightCol("weight").fit(weighted);
    assertEquals(0, model.transform(data).where("prediction = 2").count());
    MLPClassificationModel same =
        classifier().setWeightCol("weight").fit(data.withColumn("weight", lit(3.0f)));
    assertTrue(accuracy(same.transform(data)) > 0.95);
  }

  @Test
  void everyFormOfFeaturesGivesTheSameModel() {
    MLPClassificationModel dense = classifier().setMaxIter(2).fit(data);
    MapFunction<Row, Row> toSparse =
        row ->
            RowFactory.create(
                row.getLong(0),
                row.getDouble(1),
                row.getDouble(2),
                ((Vector) row.get(3)).toSparse());
    Dataset<Row> sparse = data.map(toSparse, Encoders.row(TestData.SCHEMA));
    Dataset<Row> doubles = asArray("float64");
    Dataset<Row> floats = asArray("float32");
    for (Dataset<Row> form : List.of(sparse, doubles, floats)) {
      MLPClassificationModel model = classifier().setMaxIter(2).fit(form);
      assertArrayEquals(dense.network().parameters(), model.network().parameters(), 1e-5f);
      Dataset<Row> scored = model.transform(form);
      assertEquals(form.schema().apply("features"), scored.schema().apply("features"));
      assertEquals(model.transformSchema(form.schema()), scored.schema());
      SUITE.assertDataFrameEquals(
          dense.transform(data).select("id", "prediction").orderBy("id"),
          scored.select("id", "prediction").orderBy("id"));
    }
  }

  private Dataset<Row> asArray(String type) {
    return data.withColumn("features", functions$.MODULE$.vector_to_array(col("features"), type));
  }

  @Test
  void widthsComeFromTheDataOrFromLayers() {
    assertArrayEquals(new int[] {4, 32, 32, 3}, classifier().setMaxIter(1).fit(data).layerWidths());
    assertArrayEquals(
        new int[] {4, 3}, classifier().setNumLayers(0).setMaxIter(1).fit(data).layerWidths());
    MLPClassifier layers = classifier().setMaxIter(1).setLayers(new int[] {4, 5, 6, 7});
    MLPClassificationModel model = layers.fit(data);
    assertArrayEquals(new int[] {4, 5, 6, 7}, model.layerWidths());
    assertEquals(7, model.numClasses());
    assertEquals(4, model.numFeatures());
    assertEquals(model.weights().size(), 4 * 5 + 5 + 5 * 6 + 6 + 6 * 7 + 7);
  }

  @Test
  void labelsMayBeOfAnyNumericType() {
    Dataset<Row> integers = data.withColumn("label", col("label").cast("int"));
    assertArrayEquals(
        classifier().setMaxIter(1).fit(data).network().parameters(),
        classifier().setMaxIter(1).fit(integers).network().parameters());
  }

  @Test
  void worksInOneVsRest(@TempDir java.nio.file.Path folder) throws Exception {
    OneVsRestModel model =
        new OneVsRest().setClassifier(classifier()).setWeightCol("weight").fit(data);
    assertTrue(accuracy(model.transform(data)) > 0.9);
    String path = folder.resolve("ovr").toString();
    model.write().save(path);
    assertEquals(3, OneVsRestModel.load(path).models().length);
  }
}
