package dev.ferro.bench.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
  @Test
  void onnxRuntimeComputesTheSameScores() throws Exception {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 5, 7, 6, 3);
    TrainedNetwork network = new TrainedNetwork(spec, spec.initialParameters(1));
    float[] row = {1, -2, 3, 0, 0.5f};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(OnnxModel.of(network));
        OnnxTensor rows = OnnxTensor.createTensor(environment, new float[][] {row, row});
        OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, rows))) {
      float[][] scores = (float[][]) result.get(0).getValue();
      double[] expected = network.rawScores(row);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(new double[] {expected[i]}, new double[] {scores[1][i]}, 1e-6);
      }
    }
  }
}
