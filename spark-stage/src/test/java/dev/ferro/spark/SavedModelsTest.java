package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a release has saved loads for ever and scores as it did. The files of one version are
 * never changed; CONTRIBUTING.md says when to add another version.
 */
class SavedModelsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  /** Where today's code saves, instead of a temporary folder, to add a version. */
  private static final String FOLDER = "ferro.test.saved";

  static Stream<Path> versions() throws IOException, URISyntaxException {
    try (Stream<Path> folders =
        Files.list(Path.of(SavedModelsTest.class.getResource("/saved").toURI()))) {
      return folders.toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void modelsOfEveryVersionScoreAsTheyDid(Path version) throws IOException {
    assertScores(version, "classifier", MLPClassificationModel.load(path(version, "classifier")));
    assertScores(version, "regressor", MLPRegressionModel.load(path(version, "regressor")));
    assertScores(
        version,
        "standardized-regressor",
        MLPRegressionModel.load(path(version, "standardized-regressor")));
    PipelineModel pipeline = PipelineModel.load(path(version, "pipeline"));
    assertInstanceOf(MLPClassificationModel.class, pipeline.stages()[1]);
    assertScores(version, "pipeline", pipeline);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anEstimatorOfEveryVersionKeepsItsParams(Path version) {
    MLPClassifier classifier = MLPClassifier.load(path(version, "estimator"));
    assertEquals("mlpc", classifier.uid());
    assertArrayEquals(new int[] {2, 5, 3}, classifier.getLayers());
    assertEquals(20, classifier.getMaxIter());
    assertEquals(16, classifier.getBatchSize());
    assertEquals(0.02, classifier.getStepSize());
    assertEquals(1, classifier.getNumWorkers());
    assertEquals("java", classifier.getEngine());
    assertEquals(1, classifier.getSeed());
  }

  @Test
  void whatIsSavedTodayIsReadTheSameWay(@TempDir Path temporary) throws IOException {
    String folder = System.getProperty(FOLDER);
    Path saved = folder == null ? temporary : Files.createDirectories(Path.of(folder));
    new SavedModels(SUITE.spark(), saved).save();
    modelsOfEveryVersionScoreAsTheyDid(saved);
    anEstimatorOfEveryVersionKeepsItsParams(saved);
  }

  private static String path(Path version, String name) {
    return version.resolve(name).toString();
  }

  private static void assertScores(Path version, String name, Transformer model)
      throws IOException {
    SavedModels saved = new SavedModels(SUITE.spark(), version);
    Dataset<Row> input = saved.rows(name);
    // A pipeline makes its own vectors.
    input = model instanceof PipelineModel ? input.drop("features") : input;
    List<Row> rows = model.transform(input).orderBy("id").collectAsList();
    for (String output : saved.outputs(name)) {
      List<double[]> expected = saved.expected(name, output);
      assertTrue(expected.size() > 1, name);
      assertEquals(expected.size(), rows.size(), name);
      for (int i = 0; i < rows.size(); i++) {
        assertClose(expected.get(i), numbers(rows.get(i).getAs(output)), name + ", " + output);
      }
    }
  }

  private static double[] numbers(Object value) {
    return value instanceof Vector v ? v.toArray() : new double[] {(double) value};
  }

  /** Scores are sums of float32 products, which may be added in another order. */
  private static void assertClose(double[] expected, double[] got, String name) {
    assertEquals(expected.length, got.length, name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], got[i], 1e-5 * Math.max(1, Math.abs(expected[i])), name);
    }
  }
}
