package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.TestData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs where {@code FERRO_PYTHON} names a Python that has MLX. */
class MlxReadsWeightsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;

  @Test
  void mlxComputesTheSameScores() throws Exception {
    String python = System.getenv("FERRO_PYTHON");
    assumeTrue(python != null, "FERRO_PYTHON names no Python with MLX");
    MLPClassificationModel model =
        new MLPClassifier().setMaxIter(3).fit(TestData.rings(SUITE.spark(), 200));
    model.write().save(folder.resolve("model").toString());
    List<Row> rows = TestData.rings(SUITE.spark(), 50).select("features").collectAsList();
    float[] features = new float[rows.size() * 4];
    float[] expected = new float[rows.size() * 3];
    for (int row = 0; row < rows.size(); row++) {
      Vector vector = rows.get(row).getAs(0);
      for (int i = 0; i < 4; i++) {
        features[row * 4 + i] = (float) vector.apply(i);
      }
      Vector scores = model.predictRaw(vector);
      for (int i = 0; i < 3; i++) {
        expected[row * 3 + i] = (float) scores.apply(i);
      }
    }
    Files.write(
        folder.resolve("rows.safetensors"),
        new Safetensors(Map.of("features", Tensor.of(features, rows.size(), 4)), Map.of())
            .encode());
    run(python);
    Tensor scores =
        Safetensors.decode(Files.readAllBytes(folder.resolve("scores.safetensors")))
            .tensors()
            .get("scores");
    assertArrayEquals(new long[] {rows.size(), 3}, scores.shape());
    assertArrayEquals(expected, scores.values(), 1e-4f);
  }

  private void run(String python) throws Exception {
    Path script = Files.createFile(folder.resolve("mlx_scores.py"));
    try (var source = MlxReadsWeightsTest.class.getResourceAsStream("/mlx_scores.py")) {
      Files.write(script, source.readAllBytes());
    }
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                python,
                script.toString(),
                folder.resolve("model/weights.safetensors").toString(),
                folder.resolve("rows.safetensors").toString(),
                folder.resolve("scores.safetensors").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "Python did not end in time");
      assertEquals(0, process.exitValue(), () -> read(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
