package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models evaluate datasets as Spark's models do, with the metrics of Spark's evaluators. */
class EvaluateTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private Dataset<Row> rings;
  private Dataset<Row> waves;

  @BeforeEach
  void prepare() {
    rings = TestData.rings(SUITE.spark(), 200).withColumn("w", functions.expr("1 + id % 4"));
    waves = rings.withColumn("label", functions.expr("sin(id) * 3"));
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier().setEngine("java").setHiddenDim(4).setMaxIter(2).setSeed(1);
  }

  private static MLPRegressor regressor() {
    return new MLPRegressor().setEngine("java").setHiddenDim(4).setMaxIter(2).setSeed(1);
  }

  private static double measured(Dataset<Row> scored, String metric, boolean weighted) {
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator().setMetricName(metric);
    return (weighted ? evaluator.setWeightCol("w") : evaluator).evaluate(scored);
  }

  @Test
  void aClassifiersMetricsAreThoseOfSparksEvaluator() {
    MLPClassificationModel model = classifier().fit(rings);
    MLPClassificationSummary summary = model.evaluate(rings);
    Dataset<Row> scored = model.transform(rings);
    ClassificationSummary sparks = assertInstanceOf(ClassificationSummary.class, summary);
    assertEquals(measured(scored, "accuracy", false), sparks.accuracy(), 1e-12);
    assertEquals(measured(scored, "f1", false), sparks.weightedFMeasure(), 1e-12);
    assertEquals(measured(scored, "weightedPrecision", false), summary.weightedPrecision(), 1e-12);
    assertEquals(measured(scored, "weightedRecall", false), summary.weightedRecall(), 1e-12);
    assertArrayEquals(new double[] {0, 1, 2}, summary.labels());
    assertEquals(3, summary.precisionByLabel().length);
    assertEquals(rings.count(), sum(summary.metrics().confusionMatrix().toArray()));
    assertEquals("prediction", summary.predictionCol());
    assertEquals("label", summary.labelCol());
    assertEquals("", summary.weightCol());
    SUITE.assertDataFrameEquals(scored, summary.predictions());
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void rowsCountByTheirWeights() {
    MLPClassificationModel model = classifier().setWeightCol("w").fit(rings);
    Dataset<Row> scored = model.transform(rings);
    double weighted = model.evaluate(rings).accuracy();
    assertEquals(measured(scored, "accuracy", true), weighted, 1e-12);
    assertFalse(Math.abs(measured(scored, "accuracy", false) - weighted) < 1e-6);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> model.evaluate(rings.drop("w")).accuracy())
            .getMessage();
    assertTrue(message.contains("expected a column for weightCol, got 'w'"), message);
  }

  @Test
  void aRegressorsMetricsAreThoseOfSparksEvaluator() {
    MLPRegressionModel model = regressor().setWeightCol("w").fit(waves);
    MLPRegressionSummary summary = model.evaluate(waves);
    RegressionEvaluator evaluator = new RegressionEvaluator().setWeightCol("w");
    Dataset<Row> scored = model.transform(waves);
    assertEquals(evaluator.setMetricName("mse").evaluate(scored), summary.meanSquaredError());
    assertEquals(evaluator.setMetricName("rmse").evaluate(scored), summary.rootMeanSquaredError());
    assertEquals(evaluator.setMetricName("mae").evaluate(scored), summary.meanAbsoluteError());
    assertEquals(evaluator.setMetricName("r2").evaluate(scored), summary.r2());
    assertEquals(evaluator.setMetricName("var").evaluate(scored), summary.explainedVariance());
    assertEquals("w", summary.weightCol());
    SUITE.assertDataFrameEquals(scored, summary.predictions());
  }

  @Test
  void rowsThatAFitSkipsDoNotCountInItsSummary() {
    Dataset<Row> damaged =
        waves
            .withColumn(
                "label",
                functions.expr(
                    "CASE id % 20 WHEN 3 THEN double('NaN') WHEN 5 THEN NULL ELSE label END"))
            .withColumn(
                "w", functions.expr("CASE id % 20 WHEN 7 THEN -1 WHEN 9 THEN NULL ELSE w END"))
            .withColumn(
                "mark", functions.expr("CASE id % 20 WHEN 11 THEN NULL ELSE id % 20 = 1 END"));
    Dataset<Row> sound = damaged.filter("NOT id % 20 IN (3, 5, 7, 9, 11)");
    MLPRegressionModel model =
        regressor()
            .setWeightCol("w")
            .setValidationIndicatorCol("mark")
            .setHandleInvalid("skip")
            .fit(damaged);
    assertEquals(model.evaluate(sound).r2(), model.summary().r2(), 1e-12);
    for (String[] wrong :
        new String[][] {
          {"id % 20 = 3", "expected a finite label in every row"},
          {"id % 20 = 5", "expected a finite label in every row"},
          {"id % 20 = 7", "expected a finite weight of 0 or more in every row"},
          {"id % 20 = 9", "expected a finite weight of 0 or more in every row"}
        }) {
      MLPRegressionSummary summary =
          model.copy(ParamMap.empty()).setHandleInvalid("error").evaluate(damaged.filter(wrong[0]));
      String message = assertThrows(Exception.class, summary::r2).getMessage();
      assertTrue(message.contains(wrong[1]), message);
    }
  }

  @Test
  void anEmptyValidationColumnIsNone() {
    MLPClassificationModel model =
        classifier().setValidationIndicatorCol("").setHandleInvalid("skip").fit(rings);
    assertEquals(model.evaluate(rings).accuracy(), model.summary().accuracy());
  }

  @Test
  void aSummaryKeepsTheParamsOfTheFit() {
    MLPClassificationModel model = classifier().fit(rings);
    double accuracy = model.evaluate(rings).accuracy();
    model.setPredictionCol("other").setThresholds(new double[] {1, 1, 0});
    assertEquals("prediction", model.summary().predictionCol());
    assertEquals(accuracy, model.summary().accuracy());
  }

  @Test
  void aSummaryWithoutItsDatasetSaysSo() throws Exception {
    MLPTrainingSummary summary = SerializationUtils.roundtrip(classifier().fit(rings).summary());
    String message =
        assertThrows(
                IllegalStateException.class, ((MLPClassificationTrainingSummary) summary)::accuracy)
            .getMessage();
    assertTrue(message.contains("expected the dataset, got a deserialized summary"), message);
  }

  @Test
  void theTrainingSummaryEvaluatesTheDatasetThatWasFitted() {
    MLPClassificationModel classes = classifier().fit(rings);
    MLPClassificationTrainingSummary summary = classes.summary();
    assertInstanceOf(ClassificationSummary.class, summary);
    assertEquals(classes.evaluate(rings).accuracy(), summary.accuracy());
    assertEquals(classes.evaluate(rings).weightedPrecision(), summary.weightedPrecision());
    assertEquals("prediction", summary.predictionCol());
    MLPRegressionModel numbers = regressor().fit(waves);
    assertEquals(numbers.evaluate(waves).r2(), numbers.summary().r2());
    assertEquals("label", numbers.summary().labelCol());
  }

  @Test
  void columnsOfOtherNamesAreFound() {
    Dataset<Row> nested =
        rings.select(
            functions.col("features"),
            functions.struct(functions.col("label").as("class")).as("s"),
            functions.col("id").as("a.b"));
    MLPClassificationModel model =
        classifier().setLabelCol("s.class").setPredictionCol("p.q").fit(nested);
    assertEquals(model.summary().accuracy(), model.evaluate(nested).accuracy());
    model.setPredictionCol("");
    MLPClassificationSummary unnamed = model.evaluate(nested);
    assertTrue(unnamed.predictionCol().startsWith("prediction_"), unnamed.predictionCol());
    assertEquals(model.summary().accuracy(), unnamed.accuracy());
    assertEquals("", model.getPredictionCol());
  }

  @Test
  void rowsWithoutAPredictionAreRefusedAndNotLeftOut() {
    MLPClassificationModel model = classifier().fit(rings);
    Dataset<Row> dirty = rings.withColumn("features", functions.expr("if(id = 7, null, features)"));
    Throwable failure =
        assertThrows(
            Exception.class, () -> model.setHandleInvalid("keep").evaluate(dirty).accuracy());
    while (failure.getCause() != null) {
      failure = failure.getCause();
    }
    assertTrue(
        failure.getMessage().contains("[evaluate] expected a prediction"), failure::toString);
    model.setHandleInvalid("skip");
    assertEquals(
        rings.count() - 1, sum(model.evaluate(dirty).metrics().confusionMatrix().toArray()));
  }
}
