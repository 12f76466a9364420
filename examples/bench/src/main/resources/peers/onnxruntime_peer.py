"""ONNX Runtime, which scores. The graph is Gemm and Relu, all its optimizations on."""

import onnxruntime
from onnx import TensorProto, helper, numpy_helper


def describe():
    return f"ONNX Runtime {onnxruntime.__version__}"


def model(work):
    nodes, constants, value = [], [], "x"
    layers = work.parameters()
    for i, (weight, bias) in enumerate(layers):
        constants += [numpy_helper.from_array(weight, f"w{i}"), numpy_helper.from_array(bias, f"b{i}")]
        nodes.append(helper.make_node("Gemm", [value, f"w{i}", f"b{i}"], [f"z{i}"]))
        value = f"z{i}"
        if i < len(layers) - 1:
            nodes.append(helper.make_node("Relu", [value], [f"a{i}"]))
            value = f"a{i}"

    def tensor(name, width):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", width])

    inputs, outputs = [tensor("x", work.widths[0])], [tensor(value, work.widths[-1])]
    graph = helper.make_graph(nodes, "mlp", inputs, outputs, constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


class Scoring:
    def __init__(self, work):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            model(work).SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self.batches = work.batches()
        self.steps = work.steps

    def reset(self):
        pass

    def run(self):
        for i in range(self.steps):
            self.session.run(None, {"x": self.batches[i % len(self.batches)]})


scoring = Scoring
