package dev.ferro.engine;

import static dev.ferro.engine.Agreement.TOLERANCE;
import static dev.ferro.engine.Agreement.assertAgrees;
import static dev.ferro.engine.Agreement.assertClose;
import static dev.ferro.engine.Agreement.assertState;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.OptimizerSpec.Rule;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At the ends of what numbers may be, every engine is right or says why not. */
@ParameterizedClass
@MethodSource("engines")
class NetworkLimitsTest {
  private final Engine engine;

  NetworkLimitsTest(Engine engine) {
    this.engine = engine;
  }

  static Stream<Engine> engines() {
    return Engines.all().stream();
  }

  @BeforeEach
  void requireEngine() {
    RequiredEngines.require(engine);
  }

  @Test
  void stepsThatWouldOverflowAreRefused() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 2, 1);
    Batch batch = Samples.batch(spec, 3, false, 1);
    try (Network network = engine.open(spec)) {
      for (long step :
          new long[] {-1, Long.MIN_VALUE, TrainingState.MAX_STEP + 1, Long.MAX_VALUE}) {
        refused("a step from 0 to 2^62, got " + step, () -> network.setState(at(spec, step)));
      }
      network.setState(at(spec, TrainingState.MAX_STEP));
      for (Rule rule : Rule.values()) {
        network.train(batch, 1, OptimizerSpec.of(rule, 1e-3));
      }
      TrainingState state = network.state();
      assertEquals(TrainingState.MAX_STEP + 3 * Rule.values().length, state.step());
      assertTrue(Float.isFinite(state.parameters()[0]));
    }
  }

  private static TrainingState at(NetworkSpec spec, long step) {
    return new TrainingState(spec.initialParameters(1), new float[0], new float[0], step);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE})
  void aBatchOfAllRowsAndMoreIsOneStep(int batchSize) {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 6, 8, 3);
    assertAgrees(engine, spec, Samples.batch(spec, 300, true, 3), batchSize, Rule.ADAM);
    try (Network network = engine.open(spec)) {
      network.train(
          Samples.batch(spec, 300, true, 3), batchSize, OptimizerSpec.of(Rule.ADAM, 0.01));
      assertEquals(1, network.state().step());
    }
  }

  /** Sums of such weights, or their reciprocals, are not float32's. */
  @ParameterizedTest
  @ValueSource(floats = {Float.MAX_VALUE, 3e38f, 1e30f, 1e-30f, 1.2e-38f, 1e-40f, Float.MIN_VALUE})
  void onlyTheProportionOfWeightsCounts(float weight) {
    for (Loss loss : Loss.values()) {
      NetworkSpec spec = NetworkSpec.of(loss, 6, 8, 3);
      Batch plain = Samples.batch(spec, 128, true, 13);
      Batch scaled = Samples.batch(spec, 128, true, 13);
      for (int row = 0; row < 128; row++) {
        plain.weights().put(row, row % 5 == 0 ? 0 : 1);
        scaled.weights().put(row, row % 5 == 0 ? 0 : weight);
      }
      float[] expected = new float[spec.parameterCount()];
      float[] got = new float[spec.parameterCount()];
      OptimizerSpec sgd = OptimizerSpec.of(Rule.SGD, 0.1);
      TrainingState start = TrainingState.initial(spec.initialParameters(13));
      try (Network one = engine.open(spec);
          Network other = engine.open(spec)) {
        one.setState(start);
        other.setState(start);
        LossSum sum = one.lossAndGradient(plain, expected);
        LossSum scaledSum = other.lossAndGradient(scaled, got);
        assertEquals(sum.mean(), scaledSum.mean(), TOLERANCE * sum.mean());
        assertEquals(sum.weight() * weight, scaledSum.weight(), 1e-6 * scaledSum.weight());
        assertClose("gradient", expected, got, TOLERANCE);
        assertEquals(one.loss(plain).mean(), other.loss(scaled).mean(), TOLERANCE * sum.mean());
        sum = one.train(plain, 30, sgd);
        scaledSum = other.train(scaled, 30, sgd);
        assertEquals(sum.mean(), scaledSum.mean(), TOLERANCE * sum.mean());
        assertState(one.state(), other.state(), TOLERANCE);
      }
    }
  }

  @Test
  void weightsFarApartAgreeWithTheJavaEngine() {
    for (Loss loss : Loss.values()) {
      NetworkSpec spec = NetworkSpec.of(loss, 6, 8, 3);
      Batch batch = Samples.batch(spec, 100, true, 14);
      float[] weights = {1, 3e38f, 0, 1e-38f, 2, 1e38f, 1e-45f};
      for (int row = 0; row < 100; row++) {
        // Whole mini-batches of large, ordinary and tiny weights, and mixed ones.
        batch.weights().put(row, weights[row < 70 ? row / 10 : row % 7]);
      }
      assertAgrees(engine, spec, batch, 10, Rule.SGD);
    }
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 6, 3);
    Batch batch = Samples.batch(spec, 9, true, 15);
    OptimizerSpec sgd = OptimizerSpec.of(Rule.SGD, 0.1);
    try (Network network = engine.open(spec)) {
      for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
        batch.weights().put(8, bad);
        refused(
            "weights of 0 or more, got " + bad + " (row 8)", () -> network.train(batch, 2, sgd));
        float[] gradient = new float[spec.parameterCount()];
        refused("weights of 0 or more", () -> network.lossAndGradient(batch, gradient));
        refused("[loss] expected finite weights of 0 or more", () -> network.loss(batch));
      }
    }
  }

  /** A loss of many rows that float32 does not hold, of rows each of which it does. */
  @Test
  void lossesWhoseSumOverflowsFloat32AddUp() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 1, 1);
    Batch batch = Batch.of(spec, 128);
    for (int row = 0; row < 128; row++) {
      batch.targets().put(row, 1e19f);
    }
    batch.setRows(128);
    float[] gradient = new float[2];
    try (Network network = engine.open(spec)) {
      assertEquals(1e38, network.lossAndGradient(batch, gradient).mean(), 1e33);
      assertEquals(-2e19, gradient[1], 1e14);
      assertEquals(1e38, network.loss(batch).mean(), 1e33);
      assertEquals(1e38, network.train(batch, 100, OptimizerSpec.of(Rule.SGD, 1e-30)).mean(), 1e33);
    }
  }

  /** Scores are held a part at a time, however many rows there are. */
  @Test
  void theLossOfManyRowsIsTheSumOfItsParts() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 3, 1 << 15);
    Batch batch = Samples.batch(spec, 21, true, 18);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(18)));
      LossSum sum = network.lossAndGradient(batch, new float[spec.parameterCount()]);
      assertEquals(sum.weight(), network.loss(batch).weight(), 1e-12 * sum.weight());
      assertEquals(sum.mean(), network.loss(batch).mean(), TOLERANCE * sum.mean());
    }
  }

  /** Scores beyond float32 are infinite or no numbers, and so is what comes of them. */
  @Test
  void parametersAtTheEndOfFloat32GiveNoWrongNumbers() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 4, 2);
    Batch batch = Samples.batch(spec, 5, false, 16);
    for (int i = 0; i < 15; i++) {
      batch.features().put(i, 1 + i % 3);
    }
    float[] parameters = new float[spec.parameterCount()];
    Arrays.fill(parameters, 3e38f);
    FloatBuffer scores = Batch.allocate(10);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(parameters));
      network.predict(batch.features(), 5, scores);
      for (float score : Agreement.floats(scores)) {
        assertFalse(Float.isFinite(score), "got " + score);
      }
      assertFalse(Double.isFinite(network.loss(batch).mean()));
      assertFalse(Double.isFinite(network.train(batch, 5, OptimizerSpec.of(Rule.SGD, 1)).mean()));
      assertFalse(Float.isFinite(network.state().parameters()[spec.biasOffset(1)]));
    }
  }

  /** As deep as a network may be. */
  @Test
  void theDeepestNetworkTrainsAndPredicts() {
    int[] widths = new int[NetworkSize.MAX_LAYERS + 1];
    Arrays.fill(widths, 1);
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, widths);
    float[] parameters = new float[spec.parameterCount()];
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      parameters[spec.weightOffset(layer)] = 1;
    }
    Batch batch = Samples.batch(spec, 2, false, 17);
    batch.features().put(0, new float[] {0.25f, 3});
    FloatBuffer scores = Batch.allocate(2);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(parameters));
      network.predict(batch.features(), 2, scores);
      assertArrayEquals(new float[] {0.25f, 3}, Agreement.floats(scores));
      network.train(batch, 2, OptimizerSpec.of(Rule.ADAM, 1e-6));
      assertEquals(1, network.state().step());
    }
  }

  /** Some parameters so large that sums overflow, upwards and downwards, in either layer. */
  @Test
  void scoresAreRightOrNotFinite() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 4, 2);
    Random random = new Random(18);
    FloatBuffer features = Batch.allocate(12);
    FloatBuffer scores = Batch.allocate(8);
    int finite = 0;
    int overflowed = 0;
    try (Network network = engine.open(spec)) {
      for (int trial = 0; trial < 200; trial++) {
        float[] parameters = new float[spec.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
          parameters[i] = (2 * random.nextFloat() - 1) * (random.nextInt(3) == 0 ? 3e38f : 1);
        }
        for (int i = 0; i < 12; i++) {
          features.put(i, 4 * random.nextFloat() - 2);
        }
        network.setState(TrainingState.initial(parameters));
        network.predict(features, 4, scores);
        for (int i = 0; i < 8; i++) {
          double[] right = score(spec, parameters, features, i / 2, i % 2);
          float got = scores.get(i);
          finite += Float.isFinite(got) ? 1 : 0;
          overflowed += Float.isFinite(got) ? 0 : 1;
          assertTrue(
              !Float.isFinite(got) || Math.abs(got - right[0]) <= 1e-5 * right[1],
              () -> "expected " + right[0] + ", got " + got);
        }
      }
    }
    assertTrue(finite > 50 && overflowed > 50, finite + " finite, " + overflowed + " not");
  }

  /** In double, where nothing overflows: the score, and the sum of its terms' magnitudes. */
  private static double[] score(
      NetworkSpec spec, float[] parameters, FloatBuffer features, int row, int output) {
    double sum = parameters[spec.biasOffset(1) + output];
    double magnitude = Math.abs(sum);
    for (int unit = 0; unit < 4; unit++) {
      double hidden = parameters[spec.biasOffset(0) + unit];
      double size = Math.abs(hidden);
      for (int i = 0; i < 3; i++) {
        double term = (double) parameters[unit * 3 + i] * features.get(row * 3 + i);
        hidden += term;
        size += Math.abs(term);
      }
      double weight = parameters[spec.weightOffset(1) + output * 4 + unit];
      sum += weight * Math.max(hidden, 0);
      magnitude += Math.abs(weight) * size;
    }
    return new double[] {sum, magnitude};
  }

  private static void refused(String text, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(text), message);
  }
}
