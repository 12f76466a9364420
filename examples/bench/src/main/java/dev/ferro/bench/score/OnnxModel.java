package dev.ferro.bench.score;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;

/** A network in ONNX's format: Gemm and Relu nodes from {@code features} to {@code scores}. */
final class OnnxModel {
  static final String INPUT = "features";
  static final String OUTPUT = "scores";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

  private static final AttributeProto TRANSPOSED =
      AttributeProto.newBuilder().setName("transB").setType(AttributeType.INT).setI(1).build();

  private OnnxModel() {}

  /** The model's bytes. */
  static byte[] of(TrainedNetwork network) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph(network))
        .build()
        .toByteArray();
  }

  private static GraphProto graph(TrainedNetwork network) {
    NetworkSpec spec = network.spec();
    float[] all = network.parameters();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("mlp")
            .addInput(matrix(INPUT, spec.inputWidth()))
            .addOutput(matrix(OUTPUT, spec.outputWidth()));
    String rows = INPUT;
    for (int l = 0; l < spec.numLayers(); l++) {
      int outputs = spec.fanOut(l);
      graph.addInitializer(tensor("weight" + l, all, spec.weightOffset(l), outputs, spec.fanIn(l)));
      graph.addInitializer(tensor("bias" + l, all, spec.biasOffset(l), outputs));
      boolean last = l == spec.numLayers() - 1;
      String sum = last ? OUTPUT : "sum" + l;
      graph.addNode(
          node("Gemm", sum, rows, "weight" + l, "bias" + l).toBuilder().addAttribute(TRANSPOSED));
      if (!last) {
        rows = "relu" + l;
        graph.addNode(node("Relu", rows, sum));
      }
    }
    return graph.build();
  }

  private static NodeProto node(String operation, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operation).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  private static TensorProto tensor(String name, float[] all, int from, int... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    int count = 1;
    for (int size : shape) {
      tensor.addDims(size);
      count *= size;
    }
    for (int i = from; i < from + count; i++) {
      tensor.addFloatData(all[i]);
    }
    return tensor.build();
  }

  private static ValueInfoProto matrix(String name, int columns) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("rows"))
            .addDim(Dimension.newBuilder().setDimValue(columns))
            .build();
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
