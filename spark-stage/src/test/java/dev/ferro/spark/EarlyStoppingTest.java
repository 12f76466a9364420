package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Validation rows, early stopping, and the best weights. */
class EarlyStoppingTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private Dataset<Row> data;

  @BeforeEach
  void prepare() {
    data = TestData.rings(SUITE.spark(), 600).cache();
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier()
        .setEngine("java")
        .setHiddenDim(16)
        .setBatchSize(32)
        .setStepSize(0.01)
        .setMaxIter(8)
        .setSeed(1);
  }

  @Test
  void markedRowsAreValidatedOnAndNotTrainedOn() {
    Dataset<Row> marked = data.withColumn("held", col("id").mod(4).equalTo(0));
    MLPClassificationModel model =
        classifier().setNumWorkers(2).setValidationIndicatorCol("held").fit(marked);
    MLPTrainingSummary summary = model.summary();
    assertEquals(450, summary.rows());
    assertEquals(150, summary.validationRows());
    assertEquals(8, summary.validationLossHistory().length);

    // What is held out must not matter to what is learned.
    Dataset<Row> others =
        marked.withColumn(
            "label", when(col("held"), lit(2).minus(col("label"))).otherwise(col("label")));
    double[] losses =
        classifier()
            .setNumWorkers(2)
            .setValidationIndicatorCol("held")
            .fit(others)
            .summary()
            .lossHistory();
    assertArrayEquals(summary.lossHistory(), losses);
  }

  @Test
  void theValidationLossIsTheModelsOwn() {
    Dataset<Row> marked = data.withColumn("held", col("id").mod(4).equalTo(0));
    MLPClassificationModel model = classifier().setValidationIndicatorCol("held").fit(marked);
    double sum = 0;
    for (Row row : model.transform(marked.where("held")).collectAsList()) {
      Vector probability = row.getAs("probability");
      sum -= Math.log(probability.apply((int) row.getDouble(1)));
    }
    MLPTrainingSummary summary = model.summary();
    assertEquals(summary.validationLossHistory()[summary.bestIteration() - 1], sum / 150, 1e-4);

    Dataset<Row> waves =
        TestData.waves(SUITE.spark(), 300).withColumn("held", col("id").mod(3).equalTo(0)).cache();
    MLPRegressionModel regression =
        new MLPRegressor()
            .setEngine("java")
            .setMaxIter(5)
            .setValidationIndicatorCol("held")
            .setStandardization(false)
            .fit(waves);
    double squares = 0;
    for (Row row : regression.transform(waves.where("held")).collectAsList()) {
      double off = row.<Double>getAs("prediction") - row.getDouble(1);
      squares += off * off;
    }
    double[] history = regression.summary().validationLossHistory();
    assertEquals(1, history[regression.summary().bestIteration() - 1] / (squares / 100), 1e-4);
  }

  @Test
  void aFractionIsDrawnBySeedWhateverThePartitions() {
    MLPTrainingSummary some = classifier().setValidationFraction(0.2).fit(data).summary();
    assertEquals(600, some.rows() + some.validationRows());
    assertEquals(120, some.validationRows(), 40);
    MLPTrainingSummary same =
        classifier().setValidationFraction(0.2).fit(data.repartition(5)).summary();
    assertEquals(some.validationRows(), same.validationRows());
    assertArrayEquals(some.validationLossHistory(), same.validationLossHistory());
    MLPTrainingSummary other =
        classifier().setSeed(2).setValidationFraction(0.2).fit(data).summary();
    assertTrue(other.validationLossHistory()[0] != some.validationLossHistory()[0]);
  }

  @Test
  void trainingStopsWhenTheValidationLossStallsAndKeepsTheBestWeights() {
    // Labels of validation rows that contradict the others: the better trained, the worse there.
    Dataset<Row> marked =
        data.withColumn("held", col("id").mod(4).equalTo(0))
            .withColumn(
                "label", when(col("held"), lit(2).minus(col("label"))).otherwise(col("label")));
    MLPClassifier classifier =
        classifier().setMaxIter(40).setValidationIndicatorCol("held").setPatience(3);
    MLPClassificationModel model = classifier.fit(marked);
    MLPTrainingSummary summary = model.summary();
    int best = summary.bestIteration();
    assertEquals(best + 4, summary.totalIterations(), summary::toString);
    assertTrue(summary.totalIterations() < 40);
    assertEquals("no better by tol for 3 epochs", summary.stopReason());
    double[] validation = summary.validationLossHistory();
    assertEquals(Arrays.stream(validation).min().orElseThrow(), validation[best - 1]);
    assertTrue(summary.toString().contains("in epoch " + best + ", whose weights are kept"));

    MLPClassificationModel shorter =
        classifier().setMaxIter(best).setValidationIndicatorCol("held").fit(marked);
    assertArrayEquals(shorter.network().parameters(), model.network().parameters());
  }

  @Test
  void withoutValidationTheTrainingLossDecides() {
    MLPTrainingSummary summary =
        classifier().setMaxIter(50).setTol(10).setPatience(2).fit(data).summary();
    assertEquals(4, summary.totalIterations());
    assertEquals(4, summary.bestIteration());
    assertEquals(0, summary.validationLossHistory().length);
    assertEquals(
        "maxIter reached",
        classifier().setMaxIter(5).setTol(10).setPatience(5).fit(data).summary().stopReason());
  }

  @Test
  void whatCannotBeValidatedOnIsRefused() {
    refused(
        classifier().setValidationIndicatorCol("held"),
        data.withColumn("held", lit(false)),
        "expected rows to validate on, got none where column 'held' is true");
    refused(
        classifier().setValidationIndicatorCol("held"),
        data.withColumn("held", lit(true)),
        "expected rows to train on, got none");
    refused(
        classifier().setValidationIndicatorCol("weight"),
        data,
        "expected a boolean column 'weight'");
    refused(
        classifier().setValidationIndicatorCol("held"),
        data.withColumn("held", when(col("id").equalTo(0), null).otherwise(false)),
        "column 'held': 1 row, the first with null");
    refused(
        classifier().setValidationFraction(1e-9),
        data,
        "expected rows to validate on, got none (validationFraction is 1.0E-9)");
  }

  private static void refused(MLPClassifier classifier, Dataset<Row> data, String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier.fit(data)).getMessage();
    assertTrue(message.contains(text), message);
  }
}
