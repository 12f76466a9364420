package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.Models;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever Spark's own models can be saved and loaded, Ferro's can. */
class PathNamesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static LogisticRegressionModel sparks;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    sparks = new LogisticRegression().setMaxIter(1).fit(TestData.rings(SUITE.spark(), 30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "run_2024-01-01T10:30:00",
        ":",
        "a:b:c",
        "g[a]",
        "g[ab",
        "{x,y}",
        "{x",
        "*",
        "a*b",
        "?",
        "%",
        "%41",
        "%zz",
        "#",
        "a b",
        " a",
        "a+b&c=d;e",
        "back\\slash",
        "quote'\"",
        "^!(x)|~$",
        "-x",
        ".hidden",
        "_hidden",
        "trailing/",
        "deep/er/path",
        "up/../over",
        "key=value"
      })
  void whatSparkSavesAndLoadsFerroDoes(String name) throws IOException {
    try {
      check(folder + "/ferro/" + name);
    } catch (IOException | RuntimeException e) {
      // Not every file system takes every name: then Spark's own cannot be saved there either.
      assertFalse(sparkTakes(folder + "/spark/" + name), e::toString);
    }
  }

  private static boolean sparkTakes(String path) {
    try {
      sparks.write().save(path);
      return LogisticRegressionModel.load(path).uid().equals(sparks.uid());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Test
  void sparksOwnTakeNamesWithColons() {
    assertTrue(sparkTakes(folder + "/run_2024-01-01T10:30:00"));
  }

  @Test
  void namesOfOtherAlphabetsAndLongOnes() throws IOException {
    check(folder + "/" + "n".repeat(250));
    if (isUnicode()) {
      check(folder + "/modèle_模型_модель_🦀");
      check(folder + "/" + "模".repeat(80));
    }
  }

  private boolean isUnicode() {
    return Stream.of("sun.jnu.encoding").map(System::getProperty).anyMatch("UTF-8"::equals);
  }

  @Test
  void relativePathsAndUris() throws IOException {
    Path here = Files.createTempDirectory(Path.of("target"), "names");
    check(here + "/model");
    check("./" + here + "/a:b");
    check("file:" + folder + "/uri:1");
    check("file://" + folder + "/uri[2]");
    check(folder + "//double//slash");
  }

  private static void check(String path) throws IOException {
    MLPClassificationModel model = Models.classifier("mlp", 1, 4, 6, 3);
    model.write().save(path);
    assertThrows(IOException.class, () -> model.write().save(path));
    model.setBatchSize(9).write().overwrite().save(path);
    MLPClassificationModel loaded = MLPClassificationModel.load(path);
    assertEquals(9, loaded.getBatchSize());
    assertArrayEquals(model.network().parameters(), loaded.network().parameters());
    assertEquals(model.network(), WeightsFolder.read(path, "model", SUITE.spark()));
    new MLPClassifier().setMaxIter(3).write().overwrite().save(path);
    assertEquals(3, MLPClassifier.load(path).getMaxIter());
  }

  @Test
  void checkpointsAndInitialModelsTakeSuchNames() throws IOException {
    String path = folder + "/initial:[a]";
    Models.classifier("mlp", 1, 4, 128, 128, 3).write().save(path);
    Dataset<Row> data = TestData.rings(SUITE.spark(), 30);
    MLPClassifier classifier =
        new MLPClassifier()
            .setEngine("java")
            .setMaxIter(2)
            .setInitialModel(path)
            .setCheckpointDir(folder + "/checks:{x}")
            .setCheckpointInterval(1);
    assertEquals(2, classifier.fit(data).summary().lossHistory().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo://bucket/x", "s3a://bucket/x", "", "hdfs://no-such-host.invalid/x"})
  void aFileSystemThatIsNotThereIsSaidWithPathAndCause(String path) {
    refused("[save] ", path, () -> Models.classifier("mlp", 1, 4, 3).write().save(path));
    refused("[save] ", path, () -> new MLPClassifier().write().overwrite().save(path));
    refused("[load] ", path, () -> MLPClassificationModel.load(path));
    refused("[load] ", path, () -> MLPClassifier.load(path));
    if (path.isEmpty()) {
      return; // Such params are unset.
    }
    Dataset<Row> unread = TestData.of(SUITE.spark());
    refused("(initialModel)] ", path, () -> new MLPClassifier().setInitialModel(path).fit(unread));
    refused("[checkpointDir] ", path, () -> new MLPClassifier().setCheckpointDir(path).fit(unread));
  }

  private static void refused(String operation, String path, Action action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(operation), message);
    assertTrue(message.contains("got '" + path + "': "), message);
  }

  private interface Action {
    void run() throws IOException;
  }
}
