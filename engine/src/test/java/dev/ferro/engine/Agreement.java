package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.engine.java.JavaEngine;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Whether two engines computed the same, as far as float32 goes. */
final class Agreement {
  /**
   * Largest difference allowed between two float32 engines, as a share of the tensor's largest
   * magnitude: a sum of k products rounds differently by about √k·2⁻²⁴ in another order; k ≤ 1021
   * inputs or rows, through a few layers.
   */
  static final double TOLERANCE = 8 * Math.sqrt(1021) * Math.pow(2, -24);

  private Agreement() {}

  /** Scores, gradient and training are those of the Java engine. */
  static void assertAgrees(Engine engine, NetworkSpec spec, Batch batch, int batchSize, Rule rule) {
    // A large epsilon keeps rounding in near-zero gradients from becoming steps of full size.
    OptimizerSpec optimizer =
        OptimizerSpec.of(rule, 0.01).withAdam(0.9, 0.999, 1e-3).withWeightDecay(0.1);
    TrainingState start = Samples.state(spec, rule, 12);
    int count = spec.parameterCount();
    float[] expectedGradient = new float[count];
    float[] gradient = new float[count];
    int scoreCount = batch.rows() * spec.outputWidth();
    FloatBuffer expectedScores = Batch.allocate(scoreCount);
    FloatBuffer scores = Batch.allocate(scoreCount);
    try (Network truth = new JavaEngine().open(spec);
        Network network = engine.open(spec)) {
      truth.setState(start);
      network.setState(start);
      truth.predict(batch.features(), batch.rows(), expectedScores);
      network.predict(batch.features(), batch.rows(), scores);
      assertClose("scores", floats(expectedScores), floats(scores), TOLERANCE);
      LossSum expectedLoss = truth.loss(batch);
      LossSum loss = network.loss(batch);
      assertEquals(expectedLoss.mean(), loss.mean(), TOLERANCE * Math.abs(expectedLoss.mean()));
      LossSum expected = truth.lossAndGradient(batch, expectedGradient);
      LossSum got = network.lossAndGradient(batch, gradient);
      assertEquals(expected.mean(), got.mean(), TOLERANCE * Math.abs(expected.mean()));
      assertClose("gradient", expectedGradient, gradient, TOLERANCE);
      expected = truth.train(batch, batchSize, optimizer);
      got = network.train(batch, batchSize, optimizer);
      assertEquals(expected.mean(), got.mean(), TOLERANCE * Math.abs(expected.mean()));
      assertState(truth.state(), network.state(), TOLERANCE);
    }
  }

  static float[] floats(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  static void assertState(TrainingState expected, TrainingState got, double tolerance) {
    assertEquals(expected.step(), got.step());
    assertClose("parameters", expected.parameters(), got.parameters(), tolerance);
    assertClose("first moment", expected.firstMoment(), got.firstMoment(), tolerance);
    assertClose("second moment", expected.secondMoment(), got.secondMoment(), tolerance);
  }

  static void assertClose(String what, float[] expected, float[] got, double tolerance) {
    assertEquals(expected.length, got.length, what);
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) expected[i] - got[i]);
      if (!(error <= tolerance * largest)) {
        throw new AssertionError(
            what
                + "["
                + i
                + "] expected "
                + expected[i]
                + ", got "
                + got[i]
                + ", off by "
                + error / largest
                + " of the largest magnitude; near it "
                + Arrays.toString(Arrays.copyOfRange(got, i, Math.min(i + 4, got.length))));
      }
    }
  }
}
