package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPRegressionModel;
import dev.ferro.spark.Models;
import dev.ferro.spark.SparkSuite;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Weights and checksums that are not as they were saved, whoever changed them. */
class DamagedWeightsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;
  private SavedFiles files;
  private Map<String, Tensor> tensors;
  private Map<String, String> texts;

  @BeforeEach
  void save() throws IOException {
    files = new SavedFiles(folder.resolve("model"));
    Models.classifier("mlp", 1, 4, 6, 3).write().save(files.folder().toString());
    Safetensors saved = Safetensors.decode(Files.readAllBytes(files.weightsFile()));
    tensors = new LinkedHashMap<>(saved.tensors());
    texts = new LinkedHashMap<>(saved.metadata());
  }

  private void refused(String cause) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> MLPClassificationModel.load(files.folder().toString()))
            .getMessage();
    assertTrue(
        message.startsWith("[load] expected a saved MLPClassificationModel, got file:"), message);
    assertTrue(message.contains("/model/weights.safetensors"), message);
    assertTrue(message.contains(cause), message);
  }

  private void refusedWeights(String cause) throws IOException {
    files.weights(tensors, texts);
    refused("/weights.safetensors: ");
    refused(cause);
  }

  @Test
  void theTensorsAreThoseOfTheNetworkAndNoOthers() throws IOException {
    Tensor bias = tensors.remove("layers.1.bias");
    refusedWeights("got no 'layers.1.bias'");
    tensors.put("layers.1.bias", Tensor.of(new float[4], 4));
    refusedWeights("expected layers.1.bias to be [3], got [4]");
    tensors.put("layers.1.bias", Tensor.of(bias.values(), 3, 1));
    refusedWeights("expected layers.1.bias to be [3], got [3, 1]");
    tensors.put("layers.1.bias", bias);
    tensors.put("more", bias);
    refusedWeights("got no 'layers.2.weight'");
    tensors.put("evenMore", bias);
    refusedWeights("got no 'layers.2.weight'");
    tensors.remove("more");
    tensors.remove("evenMore");
    Tensor weight = tensors.remove("layers.0.weight");
    tensors.put("layers.00.weight", weight);
    refusedWeights("got no 'layers.0.weight'");
    tensors.remove("layers.00.weight");
    tensors.put("layers.0.weight", Tensor.of(new float[0], 6, 0));
    refusedWeights("expected layers.0.weight to be [outputs, inputs], got [6, 0]");
    tensors.put("layers.0.weight", Tensor.of(weight.values(), 4, 6));
    refusedWeights("expected layers.0.bias to be [4], got [6]");
    tensors.put("layers.0.weight", weight);
    files.weights(tensors, texts);
    assertEquals(3, MLPClassificationModel.load(files.folder().toString()).numClasses());
    tensors.clear();
    refusedWeights("got no 'layers.0.weight'");
  }

  @Test
  void lossAndVersionAreKnown() throws IOException {
    texts.put("ferro.loss", "HUBER");
    refusedWeights("got 'HUBER' (a newer Ferro may know it)");
    texts.remove("ferro.loss");
    refusedWeights("expected a ferro.loss among [CROSS_ENTROPY, SQUARED_ERROR], got none");
    texts.put("ferro.loss", "CROSS_ENTROPY");
    texts.put("ferro.loss.parameter", "0.5");
    refusedWeights("expected no parameter for CROSS_ENTROPY, got 0.5");
    texts.put("ferro.loss.parameter", "half");
    refusedWeights("expected a number in ferro.loss.parameter, got 'half'");
    texts.remove("ferro.loss.parameter");
    texts.put("ferro.version", "99");
    refusedWeights("got 99 (a newer Ferro saved it, and can read it)");
    for (String version : new String[] {"0", "-1", "", "x", "1.0", "99999999999", "\u0661"}) {
      texts.put("ferro.version", version);
      refusedWeights("expected a ferro.version of 1 to ");
    }
    texts.remove("ferro.version");
    refusedWeights("expected a ferro.version of 1 to ");
  }

  @Test
  void whatIsWrongIsSaidInWordsOfOurOwnNotInJavas() throws IOException {
    refusedHeader("{\"a\":", "/weights.safetensors: expected a header in JSON, got: ");
    refusedHeader(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,3],\"data_offsets\":[0,4]}}",
        "/weights.safetensors: expected a shape of fewer than 2^61 values of 'a', got [92233");
    texts.put("ferro.label", "1.2.3:1");
    refusedWeights("/weights.safetensors: expected a number in ferro.label, got '1.2.3'");
  }

  private void refusedHeader(String json, String cause) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    files.weights(
        ByteBuffer.allocate(Long.BYTES + header.length + Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array());
    refused(cause);
  }

  @Test
  void weightsThatAreNotFiniteAreNamed() throws IOException {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      tensors.get("layers.1.weight").values()[17] = value;
      refusedWeights("got " + value + " in layers.1.weight at index 17");
    }
    tensors.get("layers.0.bias").values()[0] = Float.NaN;
    refusedWeights("got NaN in layers.0.bias at index 0");
  }

  @Test
  void aNetworkForAnotherTaskIsRefused() throws IOException {
    texts.put("ferro.loss", "SQUARED_ERROR");
    refusedWeights("expected a network for CROSS_ENTROPY, got one for SQUARED_ERROR");
    texts.put("ferro.loss", "CROSS_ENTROPY");
    Path path = folder.resolve("regressor");
    Models.regressor("mlpr", 1, 4, 6, 1).write().save(path.toString());
    new SavedFiles(path).weights(tensors, texts);
    assertRegressorRefused(path, "expected a network for SQUARED_ERROR, got one for CROSS_ENTROPY");
    texts.put("ferro.loss", "SQUARED_ERROR");
    new SavedFiles(path).weights(tensors, texts);
    assertRegressorRefused(path, "expected one output, got 3");
  }

  private static void assertRegressorRefused(Path path, String cause) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> MLPRegressionModel.load(path.toString()))
            .getMessage();
    assertTrue(message.contains("/regressor/weights.safetensors: " + cause), message);
  }

  @Test
  void checksumsOfOddContentAreRefused() throws IOException {
    for (String text : new String[] {"", " ", "\n\n", "\t \r\n"}) {
      files.checksum(text);
      refused("weights.safetensors.sha256: expected 64 hex digits and the file's name, got blanks");
    }
    String right = Checksum.sha256(Files.readAllBytes(files.weightsFile()));
    for (String text :
        new String[] {
          "x", right.substring(1), right + "0", "  " + right, right + "\nmore", "\ufeff" + right
        }) {
      files.checksum(text);
      refused("weights.safetensors.sha256: expected 64 hex digits and the file's name, got '");
    }
    files.checksum("0".repeat(64) + "  weights.safetensors\n");
    refused("its SHA-256 differs from weights.safetensors.sha256: cut short or altered");
    SavedFiles.write(
        files.folder().resolve("weights.safetensors.sha256"), new byte[] {(byte) 0xff});
    refused("weights.safetensors.sha256: expected text in UTF-8");
    for (String text :
        new String[] {
          right, right.toUpperCase(java.util.Locale.ROOT) + " *weights.safetensors\r\n"
        }) {
      files.checksum(text);
      assertEquals("mlp", MLPClassificationModel.load(files.folder().toString()).uid());
    }
    Files.delete(files.folder().resolve("weights.safetensors.sha256"));
    refused("weights.safetensors.sha256: ");
  }

  @Test
  void aFileFarLargerThanItsHeaderWarrantsIsRefusedBeforeItIsRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(files.weightsFile().toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    Files.delete(files.folder().resolve(".weights.safetensors.crc"));
    refused("expected 204 bytes of values, as its header says, got ");
    Path large = Files.move(files.weightsFile(), folder.resolve("large"));
    Files.createSymbolicLink(files.weightsFile(), large);
    refused("expected 204 bytes of values, as its header says, got ");
    Files.delete(files.weightsFile());
    Files.createDirectory(files.weightsFile());
    refused("/weights.safetensors: ");
  }
}
