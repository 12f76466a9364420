package dev.ferro.bench.score;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A network in ONNX's format (github.com/onnx/onnx, onnx.proto3): Gemm and Relu nodes from {@code
 * features} to {@code scores}. Protocol buffers by hand; there is little to write.
 */
final class OnnxModel {
  static final String INPUT = "features";
  static final String OUTPUT = "scores";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private OnnxModel() {}

  /** The model's bytes. */
  static byte[] of(TrainedNetwork network) {
    OnnxModel graph = graph(network);
    return new OnnxModel()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new OnnxModel().text(1, "").number(2, OPSET))
        .out
        .toByteArray();
  }

  private static OnnxModel graph(TrainedNetwork network) {
    NetworkSpec spec = network.spec();
    OnnxModel graph = new OnnxModel();
    String row = INPUT;
    for (int l = 0; l < spec.numLayers(); l++) {
      boolean last = l == spec.numLayers() - 1;
      String sum = last ? OUTPUT : "sum" + l;
      graph.message(1, gemm(row, "weight" + l, "bias" + l, sum));
      row = "relu" + l;
      if (!last) {
        graph.message(1, new OnnxModel().text(1, sum).text(2, row).text(4, "Relu"));
      }
    }
    graph.text(2, "mlp");
    for (int l = 0; l < spec.numLayers(); l++) {
      float[] all = network.parameters();
      int bias = spec.biasOffset(l);
      float[] weights = Arrays.copyOfRange(all, spec.weightOffset(l), bias);
      float[] biases = Arrays.copyOfRange(all, bias, bias + spec.fanOut(l));
      graph.message(5, tensor("weight" + l, weights, spec.fanOut(l), spec.fanIn(l)));
      graph.message(5, tensor("bias" + l, biases, spec.fanOut(l)));
    }
    return graph
        .message(11, matrix(INPUT, spec.inputWidth()))
        .message(12, matrix(OUTPUT, spec.outputWidth()));
  }

  /** Rows times the transposed weights, plus the bias. */
  private static OnnxModel gemm(String rows, String weight, String bias, String sum) {
    OnnxModel transposed = new OnnxModel().text(1, "transB").number(3, 1).number(20, ATTRIBUTE_INT);
    return new OnnxModel()
        .text(1, rows)
        .text(1, weight)
        .text(1, bias)
        .text(2, sum)
        .text(4, "Gemm")
        .message(5, transposed);
  }

  private static OnnxModel tensor(String name, float[] values, int... shape) {
    OnnxModel tensor = new OnnxModel();
    for (int size : shape) {
      tensor.number(1, size);
    }
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
  }

  private static OnnxModel matrix(String name, int columns) {
    OnnxModel shape =
        new OnnxModel()
            .message(1, new OnnxModel().text(2, "rows"))
            .message(1, new OnnxModel().number(1, columns));
    OnnxModel type = new OnnxModel().number(1, FLOAT).message(2, shape);
    return new OnnxModel().text(1, name).message(2, new OnnxModel().message(1, type));
  }

  private OnnxModel number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private OnnxModel text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxModel message(int field, OnnxModel value) {
    return bytes(field, value.out.toByteArray());
  }

  private OnnxModel bytes(int field, byte[] value) {
    varint((long) field << 3 | BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
