package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.MLPRegressionModel;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a saved model's folder, and what happens when it is not as it was saved. */
class ModelFilesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;
  private Path saved;
  private MLPClassificationModel model;

  @BeforeEach
  void save() throws IOException {
    model =
        new MLPClassifier()
            .setEngine("java")
            .setLayers(new int[] {4, 6, 3})
            .setMaxIter(1)
            .fit(TestData.rings(SUITE.spark(), 50));
    saved = folder.resolve("model");
    model.write().save(saved.toString());
  }

  @Test
  void weightsHaveTheNamesAndShapesOfMlx() throws IOException {
    Safetensors file = Safetensors.decode(Files.readAllBytes(saved.resolve("weights.safetensors")));
    Map<String, Tensor> tensors = file.tensors();
    assertArrayEquals(new long[] {6, 4}, tensors.get("layers.0.weight").shape());
    assertArrayEquals(new long[] {6}, tensors.get("layers.0.bias").shape());
    assertArrayEquals(new long[] {3, 6}, tensors.get("layers.1.weight").shape());
    assertArrayEquals(new long[] {3}, tensors.get("layers.1.bias").shape());
    assertArrayEquals(
        Arrays.copyOf(model.network().parameters(), 24), tensors.get("layers.0.weight").values());
    assertEquals(4, tensors.size());
  }

  @Test
  void anExistingPathNeedsOverwrite() throws IOException {
    String message =
        assertThrows(IOException.class, () -> model.write().save(saved.toString())).getMessage();
    assertTrue(message.contains("overwrite()"), message);
    model.setBatchSize(5).write().overwrite().save(saved.toString());
    assertEquals(5, MLPClassificationModel.load(saved.toString()).getBatchSize());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing is left beside the model");
    }
  }

  @Test
  void aFailedSaveLeavesNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThrows(Exception.class, () -> model.write().save(file.resolve("below").toString()));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void weightsCutShortOrAlteredAreRefused() throws IOException {
    Path weights = saved.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    removeHadoopChecksums();
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 4));
    refused(
        "weights.safetensors: expected 204 bytes of values, as its header says, got 200 (cut"
            + " short)");
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    refused("weights.safetensors: its SHA-256 differs");
    Files.delete(weights);
    refused("weights.safetensors");
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    removeHadoopChecksums();
    byte[] newer = new Safetensors(Map.of(), Map.of("ferro.version", "7")).encode();
    Files.write(saved.resolve("weights.safetensors"), newer);
    Files.writeString(saved.resolve("weights.safetensors.sha256"), Checksum.sha256(newer));
    refused("got 7 (a newer Ferro saved it, and can read it)");
  }

  @Test
  void damagedMetadataIsRefused() throws IOException {
    removeHadoopChecksums();
    try (Stream<Path> parts = Files.list(saved.resolve("metadata"))) {
      for (Path part : parts.filter(p -> p.getFileName().toString().startsWith("part")).toList()) {
        Files.write(part, "{\"class\":".getBytes(StandardCharsets.UTF_8));
      }
    }
    refused("metadata");
  }

  @Test
  void anotherKindOfModelAndNoModelAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> MLPRegressionModel.load(saved.toString()))
            .getMessage();
    assertTrue(message.contains("expected a saved MLPRegressionModel"), message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> MLPClassificationModel.load(folder.resolve("none").toString()))
            .getMessage();
    assertTrue(message.contains("/none: nothing is there"), message);
  }

  /** The local file system's own, which would notice the change before Ferro does. */
  private void removeHadoopChecksums() throws IOException {
    try (Stream<Path> files = Files.walk(saved)) {
      for (Path file : files.filter(p -> p.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
  }

  private void refused(String text) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> MLPClassificationModel.load(saved.toString()))
            .getMessage();
    assertTrue(message.startsWith("[load] expected a saved MLPClassificationModel"), message);
    assertTrue(message.contains(text), message);
  }
}
