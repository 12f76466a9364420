package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.MLPRegressor;
import dev.ferro.spark.Models;
import dev.ferro.spark.SparkSuite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata that are not as they were saved, and folders of something else. */
class DamagedMetadataTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @TempDir Path folder;
  private SavedFiles files;
  private String json;

  @BeforeEach
  void save() throws IOException {
    files = new SavedFiles(folder.resolve("model"));
    Models.classifier("mlp", 1, 4, 6, 3)
        .setBatchSize(77)
        .setThresholds(new double[] {0.25, 0.5, 1.0})
        .write()
        .save(files.folder().toString());
    json = Files.readString(files.metadataFile());
  }

  private void refused(String text, String cause) throws IOException {
    refused(text.getBytes(StandardCharsets.UTF_8), cause);
  }

  private void refused(byte[] text, String cause) throws IOException {
    files.metadata(text);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> MLPClassificationModel.load(files.folder().toString()))
            .getMessage();
    assertTrue(
        message.startsWith("[load] expected a saved MLPClassificationModel, got file:"), message);
    assertTrue(message.contains("/model/metadata: "), message);
    assertTrue(message.contains(cause), message);
  }

  private String with(String old, String replacement) {
    assertTrue(json.contains(old), json);
    return json.replace(old, replacement);
  }

  @Test
  void whatIsNoJsonObjectIsRefused() throws IOException {
    refused("", "expected one file with text in it, got none");
    refused(" ", "expected a JSON object, got none");
    refused("{\"class\":", "expected JSON, got: ");
    refused("x", "expected JSON, got: ");
    refused("[]", "expected a JSON object, got []");
    refused("null", "expected a JSON object, got null");
    refused(json + "{}", "expected JSON, got: ");
    refused(with("{\"class\"", "{\"uid\":\"a\",\"class\""), "Duplicate field 'uid'");
    refused("{\"class\":" + "[".repeat(100_000), "expected JSON, got: ");
    for (String name : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
      refused(json.getBytes(Charset.forName(name)), "expected JSON, got: ");
    }
    refused(new byte[] {'{', '"', (byte) 0xff, '"'}, "expected text in UTF-8");
    refused(new byte[1 << 25], "expected at most 16777216 bytes of text, got more");
  }

  @Test
  void missingFieldsAreNamed() throws IOException {
    refused("{}", "expected a text for 'class', got none");
    refused(with("\"uid\":\"mlp\"", "\"uid\":null"), "expected a text for 'uid', got null");
    refused(with("\"uid\":\"mlp\"", "\"uid\":\"\""), "expected a text for 'uid', got \"\"");
    refused(with("\"uid\":\"mlp\"", "\"uid\":5"), "expected a text for 'uid', got 5");
    refused(with("\"uid\":", "\"id\":"), "expected a text for 'uid', got none");
    refused(with("\"class\":", "\"Class\":"), "expected a text for 'class', got none");
    refused(with("\"paramMap\":", "\"params\":"), "expected an object for 'paramMap', got none");
    refused(
        with("\"defaultParamMap\":{", "\"defaultParamMap\":[],\"x\":{"),
        "'defaultParamMap', got []");
    refused(
        with("\"defaultParamMap\":{", "\"defaultParamMap\":null,\"x\":{"),
        "'defaultParamMap', got null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|whole number of 32 bits",
        "1.0|whole number of 32 bits",
        "1e1|whole number of 32 bits",
        "'\"12\"'|whole number of 32 bits",
        "true|whole number of 32 bits",
        "4294967297|whole number of 32 bits",
        "[77]|whole number of 32 bits",
        "{}|whole number of 32 bits",
        "-5|expected batchSize to be 1 or more, got -5"
      })
  void valuesOfAnotherTypeNameTheParam(String value, String cause) throws IOException {
    refused(with("\"batchSize\":77", "\"batchSize\":" + value), "param 'batchSize'");
    refused(with("\"batchSize\":77", "\"batchSize\":" + value), cause);
    refused(with("\"batchSize\":128", "\"batchSize\":" + value), "param 'batchSize'");
  }

  @Test
  void everyKindOfParamIsChecked() throws IOException {
    refused(
        with("\"stepSize\":0.001", "\"stepSize\":1"),
        "number with a point for param 'stepSize', got 1");
    refused(with("\"stepSize\":0.001", "\"stepSize\":null"), "for param 'stepSize', got null");
    refused(
        with("\"stepSize\":0.001", "\"stepSize\":\"0.1\""), "for param 'stepSize', got \"0.1\"");
    refused(with("\"stepSize\":0.001", "\"stepSize\":1e999"), "for param 'stepSize'");
    refused(with("\"standardization\":true", "\"standardization\":1"), "true or false for param");
    refused(
        with("\"standardization\":true", "\"standardization\":null"),
        "for param 'standardization', got null");
    refused(with("\"engine\":\"auto\"", "\"engine\":null"), "a text for param 'engine', got null");
    refused(with("\"engine\":\"auto\"", "\"engine\":\"none\""), "param 'engine': ");
    refused(
        with("\"engine\":\"auto\"", "\"engine\":{\"class\":\"x\"}"), "a text for param 'engine'");
    refused(with("\"seed\":", "\"seed\":9223372036854775808,\"x\":"), "64 bits for param 'seed'");
    refused(
        with("[0.25,0.5,1.0]", "null"), "numbers with a point for param 'thresholds', got null");
    refused(with("[0.25,0.5,1.0]", "[0.25,null]"), "param 'thresholds', got [0.25,null]");
    refused(with("[0.25,0.5,1.0]", "[0.25,[]]"), "param 'thresholds', got [0.25,[]]");
    refused(
        with("\"batchSize\":77", "\"layers\":[4,3.5]"), "32 bits for param 'layers', got [4,3.5]");
    refused(
        with("\"batchSize\":77", "\"dropout\":0.5"),
        "unknown param 'dropout' (a newer Ferro or Spark may have saved it)");
  }

  @Test
  void whatSparksReaderAcceptsIsAccepted() throws IOException {
    files.metadata(with("{\"class\"", "{\"more\":[{}],\"class\"").getBytes(StandardCharsets.UTF_8));
    assertEquals(77, MLPClassificationModel.load(files.folder().toString()).getBatchSize());
    Path plain = files.metadataFile();
    Path packed = plain.resolveSibling("part-00000.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    Files.delete(plain);
    assertEquals(77, MLPClassificationModel.load(files.folder().toString()).getBatchSize());
    Files.copy(packed, packed.resolveSibling("part-00001.txt.gz"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> MLPClassificationModel.load(files.folder().toString()))
            .getMessage();
    assertTrue(message.contains("/metadata: expected one file with text in it, got 2"), message);
    String path = folder.resolve("spark").toString();
    DefaultParamsWriter.saveMetadata(new MLPClassifier("u").setTol(0.5), path, SUITE.spark());
    assertEquals(0.5, MLPClassifier.load(path).getTol());
    assertEquals("u", MLPClassifier.load(path).uid());
  }

  private String saved(String name, org.apache.spark.ml.util.MLWritable stage) throws IOException {
    String path = folder.resolve(name).toString();
    stage.write().save(path);
    return path;
  }

  private static void refused(Function<String, ?> load, String path, String cause) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> load.apply(path)).getMessage();
    assertTrue(message.startsWith("[load] expected a saved MLP"), message);
    assertTrue(message.contains(path), message);
    assertTrue(message.contains(cause), message);
  }

  @Test
  void anotherStageIsNamed() throws IOException {
    String model = files.folder().toString();
    refused(
        MLPClassifier::load,
        model,
        "it is of a dev.ferro.spark.MLPClassificationModel (MLPClassificationModel.load reads it)");
    refused(MLPRegressor::load, model, "MLPClassificationModel.load reads it");
    String estimator = saved("estimator", new MLPClassifier());
    refused(MLPClassificationModel::load, estimator, "(MLPClassifier.load reads it)");
    refused(MLPRegressor::load, estimator, "(MLPClassifier.load reads it)");
    String pipeline =
        saved("pipeline", new Pipeline().setStages(new PipelineStage[] {new MLPClassifier()}));
    refused(
        MLPClassificationModel::load, pipeline, "of a org.apache.spark.ml.Pipeline (Pipeline.load");
    refused(MLPClassifier::load, pipeline, "(Pipeline.load reads it)");
    String spark = saved("logistic", new LogisticRegression());
    refused(MLPClassificationModel::load, spark, "(LogisticRegression.load reads it)");
    refused(MLPClassifier::load, spark, "(LogisticRegression.load reads it)");
  }

  @Test
  void whatIsNoStageIsNamed() throws IOException {
    String parquet = folder.resolve("parquet").toString();
    SUITE.spark().range(3).write().parquet(parquet);
    refused(MLPClassifier::load, parquet, "/parquet/metadata: nothing is there");
    String file = Files.writeString(folder.resolve("file"), "x").toString();
    refused(MLPClassificationModel::load, file, "/file");
    refused(
        MLPClassificationModel::load, folder.resolve("none").toString(), "/none: nothing is there");
    refused(MLPClassifier::load, folder.resolve("none").toString(), "/none: nothing is there");
  }
}
