package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers do not depend on where a column lies and how wide it is, or are refused. */
class NumericRangeTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static Dataset<Row> data(List<Row> rows) {
    return SUITE.spark().createDataFrame(rows, TestData.SCHEMA).coalesce(1).cache();
  }

  private static double noise(Random random) {
    return random.nextGaussian();
  }

  /** A line in two features, with labels of the given mean and spread. */
  private static Dataset<Row> labels(double mean, double spread) {
    Random random = new Random(2);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 200; id++) {
      double x = noise(random);
      double y = noise(random);
      rows.add(TestData.row(id, mean + spread * (x - 0.5 * y), 1.0, x, y));
    }
    return data(rows);
  }

  private static MLPRegressor regressor() {
    return new MLPRegressor()
        .setEngine("java")
        .setHiddenDim(16)
        .setMaxIter(20)
        .setSeed(1)
        .setStepSize(0.01)
        .setBatchSize(16);
  }

  /** Root mean square of prediction minus label, as a share of the labels' spread. */
  private static double error(MLPRegressionModel model, Dataset<Row> data, double spread) {
    double sum = 0;
    List<Row> rows =
        model.transform(data).select("prediction", "label", "features").collectAsList();
    for (Row row : rows) {
      double off = (row.getDouble(0) - row.getDouble(1)) / spread;
      sum += off * off;
      assertEquals(0, (model.predict(row.<Vector>getAs(2)) - row.getDouble(0)) / spread, 1e-4);
    }
    return Math.sqrt(sum / rows.size());
  }

  @ParameterizedTest
  @CsvSource({
    "1.7e9, 50",
    "-1.7e12, 1000",
    "1e15, 1",
    "0, 1e-300",
    "0, 1e300",
    "1e300, 1e299",
    "1e-300, 1e-301",
    "0, 1e-160",
    "0, 1e160",
    "1e39, 1e38",
    "5e20, 1e10",
    "-3, 1e-9",
    "2000, 10"
  })
  void regressionLabelsOfAnyMeanAndSpread(double mean, double spread) {
    Dataset<Row> data = labels(mean, spread);
    MLPRegressionModel model = regressor().fit(data);
    double[] losses = model.summary().lossHistory();
    double error = error(model, data, spread);
    assertTrue(error < 0.1, "error of " + error + " spreads, losses to " + losses[19]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.7e9, 1e-300, -1e300, 0, 0.1})
  void aConstantLabelIsPredictedAsItIs(double label) {
    Dataset<Row> data = labels(label, 0);
    MLPRegressionModel model = regressor().setMaxIter(60).fit(data);
    for (Row row : model.transform(data).select("prediction").collectAsList()) {
      assertEquals(label, row.getDouble(0), Math.max(0.1, Math.abs(label) * 1e-6));
    }
  }

  @Test
  void whatWeightsCannotHoldIsSavedAndTrainedOnFrom(@TempDir Path folder) throws IOException {
    Random random = new Random(4);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 200; id++) {
      double x = noise(random);
      rows.add(
          TestData.row(id, 1.7e9 + 50 * x, 1.0, noise(random), 1e9 + x, noise(random), 1e-60 * x));
    }
    Dataset<Row> data = data(rows);
    String path = folder.resolve("model").toString();
    MLPRegressionModel model = regressor().fit(data);
    assertEquals(2, model.network().standardization().size());
    model.write().save(path);
    MLPRegressionModel loaded = MLPRegressionModel.load(path);
    assertEquals(model.network(), loaded.network());
    SUITE.assertDataFrameEquals(model.transform(data), loaded.transform(data));
    double[] losses = model.summary().lossHistory();
    double next =
        regressor()
            .setInitialModel(path)
            .setMaxIter(1)
            .setStepSize(1e-9)
            .fit(data)
            .summary()
            .lossHistory()[0];
    assertEquals(losses[19], next, 0.2 * losses[19] + 1e-4);
  }

  @Test
  void unscaledLabelsBeyondFloat32AreRefusedByName() {
    for (double[] label : new double[][] {{1e39, 1e38}, {1.7e9, 50}, {0, 1e-50}}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> regressor().setStandardization(false).fit(labels(label[0], label[1])))
              .getMessage();
      assertTrue(message.contains("in column 'label'"), message);
      assertTrue(message.contains("standardization"), message);
    }
  }

  @Test
  void labelsThatDoubleCannotHoldAreRefused() {
    Dataset<Row> data =
        data(List.of(TestData.row(0, 1.7e308, 1.0, 1, 2), TestData.row(1, -1.7e308, 1.0, 2, 1)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> regressor().fit(data)).getMessage();
    assertTrue(message.contains("in column 'label'"), message);
  }

  /** Two classes by the first feature, which has the given mean and spread. */
  private static Dataset<Row> features(double mean, double spread, boolean sparse) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 300; id++) {
      double x = noise(random);
      Vector features = Vectors.dense(mean + spread * x, noise(random), 0, -mean);
      rows.add(
          RowFactory.create(id, x > 0 ? 1.0 : 0.0, 1.0, sparse ? features.toSparse() : features));
    }
    return data(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "1e8, 1, false",
    "1e8, 1, true",
    "1.7e9, 1, false",
    "1e15, 8, false",
    "1e15, 8, true",
    "-1e12, 0.01, false",
    "0, 1e-30, false",
    "0, 1e-44, false",
    "0, 1e-200, false",
    "0, 1e-200, true",
    "0, 1e30, false",
    "1e38, 1e37, false",
    "300, 1, false",
    "1e-300, 1e-302, false"
  })
  void featuresOfAnyMeanAndSpread(double mean, double spread, boolean sparse) {
    Dataset<Row> data = features(mean, spread, sparse);
    MLPClassificationModel model =
        new MLPClassifier()
            .setEngine("java")
            .setHiddenDim(8)
            .setMaxIter(30)
            .setSeed(1)
            .setStepSize(0.02)
            .setBatchSize(16)
            .fit(data);
    assertTrue(model.summary().warnings().isEmpty(), model.summary().toString());
    List<Row> rows =
        model.transform(data).select("prediction", "label", "features").collectAsList();
    int right = 0;
    for (Row row : rows) {
      right += row.getDouble(0) == row.getDouble(1) ? 1 : 0;
      assertEquals(model.predict(row.<Vector>getAs(2)), row.getDouble(0));
    }
    assertTrue(right > 0.93 * rows.size(), right + " of " + rows.size());
  }

  @Test
  void lostFeaturesAreNamedInTheSummary() {
    Dataset<Row> data = features(1e8, 1, false);
    MLPClassifier classifier = new MLPClassifier().setEngine("java").setHiddenDim(4).setMaxIter(1);
    String summary = classifier.setStandardization(false).fit(data).summary().toString();
    assertTrue(summary.contains("distinguish the values of one feature"), summary);
    assertTrue(summary.contains("feature 0"), summary);
    String tiny =
        classifier.setStandardization(true).fit(features(0, 1e-309, false)).summary().toString();
    assertTrue(tiny.contains("feature 0"), tiny);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.2e-38, 1e-20, 7, 1e20, 3.4e38})
  void rowWeightsCountByTheirRatioAlone(double weight) {
    Dataset<Row> data = features(0, 1, false);
    MLPClassifier classifier =
        new MLPClassifier().setEngine("java").setHiddenDim(4).setMaxIter(3).setWeightCol("weight");
    double[] losses = classifier.fit(data).summary().lossHistory();
    Dataset<Row> heavy =
        data.withColumn("weight", data.col("weight").multiply(weight).cast(DataTypes.DoubleType));
    double[] heavyLosses = classifier.fit(heavy).summary().lossHistory();
    for (int i = 0; i < losses.length; i++) {
      assertEquals(losses[i], heavyLosses[i], 1e-4);
    }
  }

  @Test
  void rowWeightsBeyondFloat32AreShownAsGiven() {
    for (double weight : new double[] {1e-50, 1e39}) {
      Dataset<Row> data =
          data(List.of(TestData.row(0, 0.0, weight, 1, 2), TestData.row(1, 1.0, 1.0, 2, 1)));
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new MLPClassifier().setEngine("java").setWeightCol("weight").fit(data))
              .getMessage();
      assertTrue(message.contains(weight + ", beyond float32"), message);
    }
  }
}
