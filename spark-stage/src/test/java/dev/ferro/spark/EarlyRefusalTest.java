package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be known at once is said before any row is read. */
class EarlyRefusalTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  /** Three classes and two features, as the metadata say. Reading a row is an error. */
  private Dataset<Row> unread;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    MapFunction<Row, Row> fail =
        row -> {
          throw new AssertionError("a row was read");
        };
    Dataset<Row> data = TestData.of(SUITE.spark(), TestData.row(0, 0.0, 1.0, 1, 2));
    Dataset<Row> failing = data.map(fail, Encoders.row(TestData.SCHEMA));
    unread =
        failing
            .withColumn(
                "features",
                functions
                    .col("features")
                    .as("features", new AttributeGroup("features", 2).toMetadata()))
            .withColumn(
                "label",
                functions
                    .col("label")
                    .as(
                        "label",
                        NominalAttribute.defaultAttr()
                            .withName("label")
                            .withNumValues(3)
                            .toMetadata()));
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier().setEngine("java").setHiddenDim(4);
  }

  private void refused(MLPClassifier classifier, String... texts) {
    String message =
        assertThrows(RuntimeException.class, () -> classifier.fit(unread)).getMessage();
    for (String text : texts) {
      assertTrue(message.contains(text), message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2147483647",
    "2, 1000000",
    "2147483647, 4",
    "2147483647, 2147483647",
    "100000, 128",
    "1000000000, 1",
    "3, 46341"
  })
  void aNetworkTooLarge(int numLayers, int hiddenDim) {
    refused(classifier().setNumLayers(numLayers).setHiddenDim(hiddenDim), "parameters", "bytes");
  }

  @Test
  void layersThatCannotFitTheData() {
    refused(classifier().setLayers(new int[] {3, 4, 3}), "begin with the 2 features");
    refused(classifier().setLayers(new int[] {2, 4, 4}), "end with the 3 outputs");
  }

  @Test
  void thresholdsOfTheWrongLength() {
    refused(
        classifier().setThresholds(new double[] {0.5, 0.5}),
        "expected 3 thresholds, one for each class, got 2");
  }

  @Test
  void anInitialModelOfAnotherShape() throws Exception {
    Dataset<Row> rings = TestData.rings(SUITE.spark(), 60);
    String path = folder.resolve("model").toString();
    classifier().setMaxIter(1).setHiddenDim(5).fit(rings).write().save(path);
    refused(classifier().setInitialModel(path), "expected an initialModel of the widths", path);
    MLPRegressor regressor = new MLPRegressor().setEngine("java").setHiddenDim(5);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> regressor.setInitialModel(path).fit(unread))
            .getMessage();
    assertTrue(message.contains("expected an initialModel"), message);
  }

  @Test
  void anEngineThatNoExecutorHas() {
    refused(classifier().setEngine(UnusableEngine.ID), UnusableEngine.REASON, "on host ");
  }
}
