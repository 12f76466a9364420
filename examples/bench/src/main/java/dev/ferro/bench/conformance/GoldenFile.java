package dev.ferro.bench.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.io.Safetensors;
import dev.ferro.spark.internal.io.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads golden cases. {@code resources/golden/README.md} describes their format. */
final class GoldenFile {
  private static final String SETTINGS = "case";
  private static final String START = "p0";

  private final Map<String, Tensor> tensors;
  private final JsonNode settings;

  private GoldenFile(Safetensors file) throws JsonProcessingException {
    tensors = file.tensors();
    String text = file.metadata().get(SETTINGS);
    require(text != null, "expected metadata '" + SETTINGS + "', got none");
    settings = new ObjectMapper().readTree(text);
    require(settings.isObject(), "expected '" + SETTINGS + "' to be a JSON object, got " + text);
  }

  /**
   * Reads a case.
   *
   * @param name of the case
   * @param bytes of its file
   * @throws IllegalArgumentException if they are damaged. The message says what is wrong
   */
  static GoldenCase read(String name, byte[] bytes) {
    try {
      return new GoldenFile(Safetensors.decode(bytes)).read(name);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected '" + SETTINGS + "' to be JSON, got: " + e.getOriginalMessage(), e);
    }
  }

  private GoldenCase read(String name) {
    NetworkSpec spec = NetworkSpec.of(loss(), widths());
    int rows = dimension(shape("x"), 0, "x");
    agree("num_layers", spec.numLayers() - 1);
    agree("input_dim", spec.inputWidth());
    agree("output_dim", spec.outputWidth());
    agree("rows", rows);
    return new GoldenCase(
        name,
        spec,
        new GoldenCase.Data(
            values("x", rows, spec.inputWidth()), targets(spec, rows), values("w", rows)),
        parameters(START, spec),
        new GoldenCase.Expected(
            values("logits", rows, spec.outputWidth()), values("loss", 1), parameters("g", spec)),
        new GoldenCase.Schedule(whole("batch"), whole("passes")),
        trained(spec));
  }

  private Loss loss() {
    String name = settings.path("loss").asText();
    return switch (name) {
      case "cross_entropy" -> Loss.CROSS_ENTROPY;
      case "squared_error" -> Loss.SQUARED_ERROR;
      default ->
          throw new IllegalArgumentException(
              "expected loss cross_entropy or squared_error, got '" + name + "'");
    };
  }

  /** All widths, from the shapes of the starting weights. */
  private int[] widths() {
    int layers =
        (int)
            IntStream.iterate(0, layer -> tensors.containsKey(weight(START, layer)), l -> l + 1)
                .count();
    require(layers > 0, "expected a tensor " + weight(START, 0) + ", got none");
    int[] widths = new int[layers + 1];
    widths[0] = dimension(shape(weight(START, 0)), 1, weight(START, 0));
    for (int layer = 0; layer < layers; layer++) {
      widths[layer + 1] = dimension(shape(weight(START, layer)), 0, weight(START, layer));
    }
    return widths;
  }

  private float[] targets(NetworkSpec spec, int rows) {
    boolean flat = shape("y").length == 1 && spec.targetWidth() == 1;
    return flat ? values("y", rows) : values("y", rows, spec.targetWidth());
  }

  private float[] parameters(String prefix, NetworkSpec spec) {
    float[] flat = new float[spec.parameterCount()];
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      float[] weight = values(weight(prefix, layer), spec.fanOut(layer), spec.fanIn(layer));
      float[] bias = values(prefix + ".layers." + layer + ".bias", spec.fanOut(layer));
      System.arraycopy(weight, 0, flat, spec.weightOffset(layer), weight.length);
      System.arraycopy(bias, 0, flat, spec.biasOffset(layer), bias.length);
    }
    return flat;
  }

  private Map<String, GoldenCase.Trained> trained(NetworkSpec spec) {
    Map<String, GoldenCase.Trained> trained = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : settings.path("optimizers").properties()) {
      trained.put(
          entry.getKey(),
          new GoldenCase.Trained(
              GoldenOptimizer.of(entry.getKey(), entry.getValue()),
              parameters(entry.getKey(), spec)));
    }
    return trained;
  }

  private static String weight(String prefix, int layer) {
    return prefix + ".layers." + layer + ".weight";
  }

  private float[] values(String name, long... shape) {
    require(
        Arrays.equals(shape(name), shape),
        "expected '"
            + name
            + "' of shape "
            + Arrays.toString(shape)
            + ", got "
            + Arrays.toString(shape(name)));
    return tensors.get(name).values();
  }

  private long[] shape(String name) {
    require(tensors.containsKey(name), "expected a tensor '" + name + "', got none");
    return tensors.get(name).shape();
  }

  private static int dimension(long[] shape, int index, String name) {
    require(
        shape.length == 2 && shape[index] > 0,
        "expected '" + name + "' to be a matrix, got shape " + Arrays.toString(shape));
    return Math.toIntExact(shape[index]);
  }

  private int whole(String key) {
    JsonNode value = settings.path(key);
    require(
        value.isInt() && value.intValue() > 0,
        "expected a positive whole number '" + key + "', got " + value);
    return value.intValue();
  }

  private void agree(String key, int inTensors) {
    require(
        !settings.has(key) || settings.get(key).asInt(-1) == inTensors,
        "expected '"
            + key
            + "' "
            + inTensors
            + " as the tensors have it, got "
            + settings.get(key));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
