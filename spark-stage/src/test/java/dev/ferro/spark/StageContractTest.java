package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.PredictorParams;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Spark ML expects of every stage: an estimator and the model it makes. */
abstract class StageContractTest<
    E extends Estimator<M> & MLPSetters<E> & PredictorParams & MLWritable,
    M extends Model<M> & MLPModel<M, ? extends MLPTrainingSummary> & PredictorParams> {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;
  private Dataset<Row> data;
  private E estimator;

  abstract E newEstimator(String uid);

  abstract E loadEstimator(String path);

  abstract M loadModel(String path);

  abstract Dataset<Row> data(SparkSession spark);

  abstract Evaluator evaluator();

  /**
   * Params and defaults beyond {@link MLPParams}, as name=value; without a default just the name.
   */
  abstract List<String> ownParams();

  /** How a model prints that an estimator with uid "stage" made. */
  abstract String printed();

  @BeforeEach
  void prepare() {
    data = data(SUITE.spark());
    estimator =
        newEstimator("stage").setMaxIter(3).setHiddenDim(8).setStepSize(0.01).setEngine("java");
  }

  @Test
  void ownsItsParams() {
    assertOwned(estimator);
    assertOwned(newEstimator("another"));
    assertOwned(estimator.copy(ParamMap.empty()));
    M model = estimator.fit(data);
    assertOwned(model);
    assertOwned(model.copy(ParamMap.empty()));
  }

  private static void assertOwned(Params stage) {
    for (Param<?> param : stage.params()) {
      assertEquals(stage.uid(), param.parent(), param.name());
    }
  }

  @Test
  void listsNamesAndDefaults() {
    List<String> shared =
        List.of(
            "batchSize=128",
            "checkpointDir",
            "checkpointInterval=10",
            "engine=auto",
            "featuresCol=features",
            "handleInvalid=error",
            "hiddenDim=128",
            "initialModel",
            "labelCol=label",
            "layers",
            "maxIter=100",
            "momentum=0.9",
            "numLayers=2",
            "numWorkers=0",
            "outerMomentum",
            "patience=10",
            "predictionCol=prediction",
            "regParam=0.0",
            "solver=adamw",
            "standardization=true",
            "stepSize=0.001",
            "syncSteps=0",
            "tol=1.0E-4",
            "validationFraction=0.0",
            "validationIndicatorCol",
            "weightCol");
    List<String> expected = new java.util.ArrayList<>(shared);
    expected.addAll(ownParams());
    E fresh = newEstimator("fresh");
    List<String> got =
        Arrays.stream(fresh.params())
            .filter(param -> !param.name().equals("seed"))
            .map(
                param ->
                    fresh.hasDefault(param)
                        ? param.name() + "=" + fresh.getOrDefault(param)
                        : param.name())
            .sorted()
            .toList();
    assertEquals(expected.stream().sorted().toList(), got);
    assertTrue(fresh.explainParams().contains("(from 1e-37 to 1e37)"));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> estimator.setMaxIter(0));
    assertThrows(IllegalArgumentException.class, () -> estimator.setBatchSize(0));
    assertThrows(IllegalArgumentException.class, () -> estimator.setStepSize(0));
    assertThrows(IllegalArgumentException.class, () -> estimator.setMomentum(1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setRegParam(-1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setNumLayers(-1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setHiddenDim(0));
    assertThrows(IllegalArgumentException.class, () -> estimator.setLayers(new int[] {3}));
    assertThrows(IllegalArgumentException.class, () -> estimator.setLayers(new int[] {3, 0, 2}));
    assertThrows(IllegalArgumentException.class, () -> estimator.setSolver("newton"));
    assertThrows(IllegalArgumentException.class, () -> estimator.setEngine("gpu"));
    assertThrows(IllegalArgumentException.class, () -> estimator.setHandleInvalid("drop"));
    assertThrows(IllegalArgumentException.class, () -> estimator.setNumWorkers(-1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setSyncSteps(-1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setOuterMomentum(1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setValidationFraction(1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setTol(-1));
    assertThrows(IllegalArgumentException.class, () -> estimator.setPatience(0));
    assertThrows(IllegalArgumentException.class, () -> estimator.setCheckpointInterval(0));
  }

  @Test
  void copyTakesExtraParams() {
    E copy = cast(estimator.copy(new ParamMap().put(estimator.maxIter(), 9)));
    assertNotSame(estimator, copy);
    assertEquals(9, copy.getMaxIter());
    assertEquals(3, estimator.getMaxIter());
    assertEquals(estimator.uid(), copy.uid());
  }

  @SuppressWarnings("unchecked")
  private E cast(Estimator<M> stage) {
    return (E) stage;
  }

  @Test
  void savesAndLoadsUnfitted() throws IOException {
    String path = folder.resolve("estimator").toString();
    estimator.setLayers(new int[] {4, 5, 3}).write().save(path);
    E loaded = loadEstimator(path);
    assertEquals(estimator.uid(), loaded.uid());
    assertEquals(3, loaded.getMaxIter());
    assertArrayEquals(new int[] {4, 5, 3}, loaded.getLayers());
    assertOwned(loaded);
  }

  @Test
  void savesAndLoadsFitted() throws IOException {
    M model = estimator.fit(data);
    String path = folder.resolve("model").toString();
    model.write().save(path);
    M loaded = loadModel(path);
    assertEquals(model.uid(), loaded.uid());
    assertEquals(3, loaded.getMaxIter());
    assertFalse(loaded.hasSummary());
    assertArrayEquals(model.network().parameters(), loaded.network().parameters());
    assertEquals(model.network().spec(), loaded.network().spec());
    SUITE.assertDataFrameEquals(
        model.transform(data).orderBy("id"), loaded.transform(data).orderBy("id"));
  }

  @Test
  void modelKeepsParamsParentAndSummary() {
    M model = estimator.fit(data);
    assertEquals(3, model.getMaxIter());
    assertEquals(estimator.uid(), model.uid());
    assertEquals(estimator, model.parent());
    M copy = model.copy(ParamMap.empty());
    assertEquals(3, copy.summary().totalIterations());
    assertEquals(estimator, copy.parent());
    assertArrayEquals(model.network().parameters(), copy.network().parameters());
  }

  @Test
  void schemaIsAsAnnounced() {
    M model = estimator.fit(data);
    assertEquals(model.transformSchema(data.schema()), model.transform(data).schema());
    M keeping = model.copy(ParamMap.empty()).setHandleInvalid("keep");
    assertEquals(keeping.transformSchema(data.schema()), keeping.transform(data).schema());
    assertArrayEquals(
        estimator.transformSchema(data.schema()).fieldNames(),
        model.transform(data).schema().fieldNames());
    Dataset<Row> clash = data.withColumnRenamed("weight", "prediction");
    assertThrows(IllegalArgumentException.class, () -> model.transform(clash));
  }

  @Test
  void rowsKeepTheirOrderAndColumns() {
    M model = estimator.fit(data);
    SUITE.assertDataFrameEquals(
        data, model.transform(data).select("id", "label", "weight", "features"));
  }

  @Test
  void emptyAndOneRowPartitionsWork() {
    Dataset<Row> few = data.limit(7).repartition(20).cache();
    Dataset<Row> several = data.limit(60).repartition(20).union(few);
    M model = estimator.setNumWorkers(5).fit(several);
    assertEquals(several.count(), model.transform(several).count());
    assertEquals(0, model.transform(data.limit(0)).count());
  }

  @Test
  void worksInAPipeline() throws IOException {
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {estimator});
    String path = folder.resolve("pipeline").toString();
    pipeline.write().save(path);
    PipelineModel model = Pipeline.load(path).fit(data);
    String modelPath = folder.resolve("pipelineModel").toString();
    model.write().save(modelPath);
    SUITE.assertDataFrameEquals(
        model.transform(data).orderBy("id"),
        PipelineModel.load(modelPath).transform(data).orderBy("id"));
  }

  @Test
  void worksInACrossValidator() throws IOException {
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(estimator.maxIter(), new int[] {1, 4})
            .addGrid(estimator.stepSize(), new double[] {0.01, 0.05})
            .build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(evaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setParallelism(2)
            .fit(data);
    assertEquals(4, model.avgMetrics().length);
    assertTrue(Arrays.stream(model.avgMetrics()).allMatch(Double::isFinite));
    String path = folder.resolve("cv").toString();
    model.write().save(path);
    SUITE.assertDataFrameEquals(
        model.transform(data).orderBy("id"),
        CrossValidatorModel.load(path).transform(data).orderBy("id"));
  }

  @Test
  void modelTravelsByJavaSerialization() throws Exception {
    M model = estimator.fit(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      MLPModel<?, ?> copy = (MLPModel<?, ?>) in.readObject();
      assertEquals(model.uid(), copy.uid());
      assertArrayEquals(model.network().parameters(), copy.network().parameters());
    }
  }

  @Test
  void sameSeedGivesTheSameBits() {
    E several = estimator.setNumWorkers(3);
    float[] once = several.fit(data).network().parameters();
    float[] again = several.fit(data).network().parameters();
    assertArrayEquals(once, again);
    float[] other = several.setSeed(7).fit(data).network().parameters();
    assertFalse(Arrays.equals(once, other));
  }

  @Test
  void printsAsSparksStagesDo() {
    assertEquals("stage", estimator.toString());
    assertEquals(printed(), estimator.fit(data).toString());
  }

  @Test
  void summaryTellsHowTheFitWent() {
    MLPTrainingSummary summary = estimator.setNumWorkers(2).fit(data).summary();
    assertEquals(3, summary.lossHistory().length);
    assertArrayEquals(summary.lossHistory(), summary.objectiveHistory());
    assertInstanceOf(TrainingSummary.class, summary);
    assertTrue(summary.lossHistory()[2] < summary.lossHistory()[0]);
    assertEquals(data.count(), summary.rows());
    assertEquals(2, summary.numWorkers());
    assertEquals("numWorkers is set", summary.numWorkersReason());
    assertTrue(summary.rowsPerSecond() > 0);
    assertEquals(1, summary.executors().size());
    assertEquals("java", summary.executors().get(0).engine());
    assertEquals(3 * data.count(), summary.executors().get(0).rows());
    assertTrue(summary.toString().contains("executor driver on "), summary::toString);
  }
}
