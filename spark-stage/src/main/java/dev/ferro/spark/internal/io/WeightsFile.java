package dev.ferro.spark.internal.io;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.io.SafetensorsHeader.Span;
import dev.ferro.spark.internal.model.Standardization;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as safetensors, with the names that MLX gives to the same module: {@code
 * layers.<i>.weight} [out, in] and {@code layers.<i>.bias} [out]. The tensors' shapes give its
 * shape. The metadata have its loss, the loss's number, and the standardization that the weights
 * cannot hold: see {@link StandardizationText}.
 */
final class WeightsFile {
  private static final String FORMAT = "ferro.version";
  private static final String LOSS = "ferro.loss";

  /** Only present if the loss takes a number. */
  private static final String LOSS_PARAMETER = "ferro.loss.parameter";

  /** Incremented on incompatible format changes. Older versions can be read. */
  private static final int VERSION = 2;

  /** Written if the weights hold all standardization, so that older readers understand the file. */
  private static final int PLAIN = 1;

  private WeightsFile() {}

  static void write(TrainedNetwork network, OutputStream out) throws IOException {
    NetworkSpec spec = network.spec();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      shapes.put(weightOf(layer), new long[] {spec.fanOut(layer), spec.fanIn(layer)});
      shapes.put(biasOf(layer), new long[] {spec.fanOut(layer)});
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, String.valueOf(network.standardization().isNone() ? PLAIN : VERSION));
    metadata.put(LOSS, spec.loss().name());
    if (spec.loss().parameter().isPresent()) {
      metadata.put(LOSS_PARAMETER, String.valueOf(spec.lossParameter()));
    }
    StandardizationText.write(network.standardization(), metadata);
    out.write(SafetensorsHeader.of(shapes, metadata).encode());
    // The parameters' flat layout is the tensors one after the other.
    Floats.write(out, network.parameters());
  }

  /**
   * Reads the network. An IllegalArgumentException says what is wrong with the file.
   *
   * @param length length of the file, in bytes
   */
  static TrainedNetwork read(InputStream in, long length) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.read(in, length);
    requireVersion(header.metadata().get(FORMAT));
    NetworkSpec spec = spec(header.metadata(), widths(header.tensors()));
    Standardization standardization =
        StandardizationText.read(header.metadata(), spec.inputWidth());
    Map<String, Integer> offsets = offsets(spec);
    float[] parameters = new float[spec.parameterCount()];
    for (Map.Entry<String, Span> entry : header.tensors().entrySet()) {
      int count = Math.toIntExact(entry.getValue().count());
      Floats.read(in, parameters, offsets.get(entry.getKey()), count);
    }
    return new TrainedNetwork(spec, parameters, standardization);
  }

  /**
   * Rejects weights that are not finite. Called after the checksum has shown that they are
   * complete.
   */
  static void requireFinite(TrainedNetwork network) {
    float[] parameters = network.parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!Float.isFinite(parameters[i])) {
        int at = i;
        Map.Entry<String, Integer> tensor =
            offsets(network.spec()).entrySet().stream()
                .filter(entry -> entry.getValue() <= at)
                .reduce((first, second) -> second)
                .orElseThrow();
        throw new IllegalArgumentException(
            "expected finite weights, got "
                + parameters[i]
                + " in "
                + tensor.getKey()
                + " at index "
                + (i - tensor.getValue()));
      }
    }
  }

  private static void requireVersion(String version) {
    if (version == null || !version.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "expected a " + FORMAT + " of 1 to " + VERSION + ", got " + shown(version));
    }
    int number = Integer.parseInt(version);
    if (number < 1 || number > VERSION) {
      throw new IllegalArgumentException(
          "expected a "
              + FORMAT
              + " of 1 to "
              + VERSION
              + ", got "
              + number
              + (number > VERSION ? " (a newer Ferro saved it, and can read it)" : ""));
    }
  }

  private static NetworkSpec spec(Map<String, String> metadata, int[] widths) {
    Loss loss = loss(metadata.get(LOSS));
    NetworkSpec spec = NetworkSpec.of(loss, widths);
    String number = metadata.get(LOSS_PARAMETER);
    if (number != null) {
      return spec.withLossParameter(number(number));
    }
    if (loss.parameter().isPresent()) {
      throw new IllegalArgumentException(
          "expected a " + LOSS_PARAMETER + " for " + loss + ", got none");
    }
    return spec;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number in " + LOSS_PARAMETER + ", got " + HeaderParser.quote(text), e);
    }
  }

  private static Loss loss(String name) {
    return Arrays.stream(Loss.values())
        .filter(loss -> loss.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a "
                        + LOSS
                        + " among "
                        + Arrays.toString(Loss.values())
                        + ", got "
                        + shown(name)
                        + (name == null ? "" : " (a newer Ferro may know it)")));
  }

  private static String shown(String text) {
    return text == null ? "none" : HeaderParser.quote(text);
  }

  /** The widths from the tensors' shapes. Rejects tensors of another kind of network. */
  private static int[] widths(Map<String, Span> tensors) {
    int layers = Math.max(1, (tensors.size() + 1) / 2);
    int[] widths = new int[layers + 1];
    for (int layer = 0; layer < layers; layer++) {
      long[] weight = shape(tensors, weightOf(layer));
      if (weight.length != 2
          || !isWidth(weight[0])
          || !isWidth(weight[1])
          || layer > 0 && weight[1] != widths[layer]) {
        throw new IllegalArgumentException(
            "expected "
                + weightOf(layer)
                + " to be [outputs, "
                + (layer == 0 ? "inputs" : String.valueOf(widths[layer]))
                + "], got "
                + Arrays.toString(weight));
      }
      widths[layer] = (int) weight[1];
      widths[layer + 1] = (int) weight[0];
      long[] bias = shape(tensors, biasOf(layer));
      if (bias.length != 1 || bias[0] != weight[0]) {
        throw new IllegalArgumentException(
            "expected "
                + biasOf(layer)
                + " to be ["
                + weight[0]
                + "], got "
                + Arrays.toString(bias));
      }
    }
    return widths;
  }

  private static boolean isWidth(long dimension) {
    return dimension > 0 && dimension <= Integer.MAX_VALUE;
  }

  private static long[] shape(Map<String, Span> tensors, String name) {
    Span span = tensors.get(name);
    if (span == null) {
      throw new IllegalArgumentException(
          "expected the tensors layers.0.weight, layers.0.bias, layers.1.weight and so on, got no '"
              + name
              + "' among "
              + HeaderParser.shown(tensors.keySet().toString()));
    }
    return span.shape();
  }

  /** Where each tensor begins in the flat layout, in its order. */
  private static Map<String, Integer> offsets(NetworkSpec spec) {
    Map<String, Integer> offsets = new LinkedHashMap<>();
    int offset = 0;
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      offsets.put(weightOf(layer), offset);
      offset += spec.fanOut(layer) * spec.fanIn(layer);
      offsets.put(biasOf(layer), offset);
      offset += spec.fanOut(layer);
    }
    return offsets;
  }

  private static String weightOf(int layer) {
    return "layers." + layer + ".weight";
  }

  private static String biasOf(int layer) {
    return "layers." + layer + ".bias";
  }
}
