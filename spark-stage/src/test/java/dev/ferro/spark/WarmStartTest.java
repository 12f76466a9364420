package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fits that start from a saved model. */
class WarmStartTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;
  private Dataset<Row> data;

  @BeforeEach
  void prepare() {
    data = TestData.rings(SUITE.spark(), 300).cache();
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier().setEngine("java").setHiddenDim(8).setBatchSize(32);
  }

  @Test
  void trainingGoesOnFromTheModel() throws IOException {
    String path = folder.resolve("model").toString();
    MLPClassificationModel first = classifier().setStepSize(0.01).setMaxIter(20).fit(data);
    first.write().save(path);
    MLPClassificationModel second =
        classifier().setStepSize(1e-9).setMaxIter(1).setInitialModel(path).fit(data);
    double[] losses = first.summary().lossHistory();
    assertEquals(losses[19], second.summary().lossHistory()[0], 0.1 * losses[19]);
    assertArrayEquals(first.network().parameters(), second.network().parameters(), 1e-3f);
  }

  @Test
  void aRegressorsToo() throws IOException {
    Dataset<Row> waves = TestData.waves(SUITE.spark(), 300).cache();
    String path = folder.resolve("model").toString();
    MLPRegressor regressor = new MLPRegressor().setEngine("java").setHiddenDim(8);
    MLPRegressionModel first = regressor.setMaxIter(30).setStepSize(0.01).fit(waves);
    first.write().save(path);
    MLPTrainingSummary second =
        regressor.setMaxIter(1).setStepSize(1e-9).setInitialModel(path).fit(waves).summary();
    double last = first.summary().lossHistory()[29];
    assertEquals(last, second.lossHistory()[0], 0.2 * last);
  }

  @Test
  void modelsThatDoNotFitAreRefused() throws IOException {
    String path = folder.resolve("model").toString();
    classifier().setMaxIter(1).fit(data).write().save(path);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier().setHiddenDim(9).setInitialModel(path).fit(data))
            .getMessage();
    assertTrue(
        message.contains("of the widths 4-9-9-3 for CROSS_ENTROPY, got 4-8-8-3 for CROSS_ENTROPY"),
        message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier().setInitialModel(folder.resolve("none").toString()).fit(data))
            .getMessage();
    assertTrue(message.contains("[load] expected a saved model (initialModel), got "), message);
  }
}
