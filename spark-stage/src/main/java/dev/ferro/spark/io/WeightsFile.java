package dev.ferro.spark.io;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.scoring.TrainedNetwork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as safetensors, with the names MLX gives the same module: {@code layers.<i>.weight}
 * [out, in] and {@code layers.<i>.bias} [out]. Its shape is in the tensors' shapes, its loss in the
 * metadata.
 */
final class WeightsFile {
  private static final String FORMAT = "ferro.version";
  private static final String LOSS = "ferro.loss";

  /** Raised when a reader of today could not make sense of the file. */
  private static final int VERSION = 1;

  private WeightsFile() {}

  static byte[] encode(TrainedNetwork network) {
    NetworkSpec spec = network.spec();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      int weight = spec.weightOffset(layer);
      int bias = spec.biasOffset(layer);
      int end = spec.weightOffset(layer + 1);
      float[] p = network.parameters();
      tensors.put(
          weightOf(layer),
          Tensor.of(Arrays.copyOfRange(p, weight, bias), spec.fanOut(layer), spec.fanIn(layer)));
      tensors.put(biasOf(layer), Tensor.of(Arrays.copyOfRange(p, bias, end), spec.fanOut(layer)));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, String.valueOf(VERSION));
    metadata.put(LOSS, spec.loss().name());
    return new Safetensors(tensors, metadata).encode();
  }

  /** The network; an IllegalArgumentException says what is wrong with the bytes. */
  static TrainedNetwork decode(byte[] bytes) {
    Safetensors file = Safetensors.decode(bytes);
    requireVersion(file.metadata().get(FORMAT));
    int layers = file.tensors().size() / 2;
    int[] widths = new int[layers + 1];
    for (int layer = 0; layer < layers; layer++) {
      long[] shape = tensor(file, weightOf(layer)).shape();
      if (shape.length != 2 || layer > 0 && shape[1] != widths[layer]) {
        throw new IllegalArgumentException(
            "expected "
                + weightOf(layer)
                + " to follow the layer before, got "
                + Arrays.toString(shape));
      }
      widths[layer] = Math.toIntExact(shape[1]);
      widths[layer + 1] = Math.toIntExact(shape[0]);
    }
    NetworkSpec spec = NetworkSpec.of(Loss.valueOf(file.metadata().get(LOSS)), widths);
    float[] parameters = new float[spec.parameterCount()];
    for (int layer = 0; layer < layers; layer++) {
      copy(
          tensor(file, weightOf(layer)),
          parameters,
          spec.weightOffset(layer),
          spec.biasOffset(layer));
      copy(
          tensor(file, biasOf(layer)),
          parameters,
          spec.biasOffset(layer),
          spec.weightOffset(layer + 1));
    }
    return new TrainedNetwork(spec, parameters);
  }

  private static void requireVersion(String version) {
    if (!String.valueOf(VERSION).equals(version)) {
      throw new IllegalArgumentException(
          "expected format version "
              + VERSION
              + ", got "
              + version
              + (version == null ? "" : " (a newer Ferro reads it)"));
    }
  }

  private static Tensor tensor(Safetensors file, String name) {
    Tensor tensor = file.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "expected a tensor '" + name + "', got " + file.tensors().keySet());
    }
    return tensor;
  }

  private static void copy(Tensor tensor, float[] parameters, int from, int to) {
    if (tensor.values().length != to - from) {
      throw new IllegalArgumentException(
          "expected " + (to - from) + " values, got " + Arrays.toString(tensor.shape()));
    }
    System.arraycopy(tensor.values(), 0, parameters, from, to - from);
  }

  private static String weightOf(int layer) {
    return "layers." + layer + ".weight";
  }

  private static String biasOf(int layer) {
    return "layers." + layer + ".bias";
  }
}
