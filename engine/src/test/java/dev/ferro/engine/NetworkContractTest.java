package dev.ferro.engine;

import static dev.ferro.engine.Agreement.TOLERANCE;
import static dev.ferro.engine.Agreement.assertClose;
import static dev.ferro.engine.Agreement.assertState;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.OptimizerSpec.Rule;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every engine promises. A subclass names its engine. The Java engine is the truth: finite
 * differences check its gradient here, double arithmetic its updates in {@code OptimizerTest}.
 */
public abstract class NetworkContractTest {
  private Engine engine;

  /** The engine under test. */
  protected abstract Engine engine();

  @BeforeEach
  final void requireEngine() {
    engine = RequiredEngines.require(engine());
  }

  @Test
  void gradientIsTheSlopeOfTheLoss() {
    for (Loss loss : Loss.values()) {
      NetworkSpec spec = NetworkSpec.of(loss, 5, 6, 4, 3);
      Batch batch = Samples.batch(spec, 7, true, 6);
      float[] parameters = spec.initialParameters(6);
      float[] gradient = new float[spec.parameterCount()];
      try (Network network = engine.open(spec)) {
        lossAt(network, parameters, batch, gradient);
        float[] unused = new float[gradient.length];
        for (int i = 0; i < parameters.length; i++) {
          // Float32 losses near 1 carry 1e-7 of noise: over 2h = 0.002 that is 1e-4 of slope.
          float h = 1e-3f;
          float[] up = parameters.clone();
          float[] down = parameters.clone();
          up[i] += h;
          down[i] -= h;
          double rise = lossAt(network, up, batch, unused) - lossAt(network, down, batch, unused);
          assertEquals(rise / ((double) up[i] - down[i]), gradient[i], 1e-3, "parameter " + i);
        }
      }
    }
  }

  @Test
  void theLossAloneIsThatOfTheGradientAndChangesNothing() {
    for (Loss loss : Loss.values()) {
      for (boolean weighted : new boolean[] {false, true}) {
        NetworkSpec spec = NetworkSpec.of(loss, 5, 6, 4, 3);
        Batch batch = Samples.batch(spec, 70, weighted, 19);
        TrainingState start = Samples.state(spec, Rule.ADAM, 19);
        try (Network network = engine.open(spec)) {
          network.setState(start);
          LossSum alone = network.loss(batch);
          assertState(start, network.state(), 0);
          LossSum sum = network.lossAndGradient(batch, new float[spec.parameterCount()]);
          assertEquals(sum.weight(), alone.weight());
          assertEquals(sum.mean(), alone.mean(), TOLERANCE * sum.mean());
          assertEquals(alone, network.loss(batch));
        }
      }
    }
  }

  private static double lossAt(Network network, float[] parameters, Batch batch, float[] gradient) {
    network.setState(TrainingState.initial(parameters));
    return network.lossAndGradient(batch, gradient).mean();
  }

  @Test
  void aUnitAtExactlyZeroPassesNoGradient() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 1, 1, 1);
    Batch batch = Batch.of(spec, 1);
    batch.features().put(0, 0);
    batch.targets().put(0, 1);
    batch.setRows(1);
    float[] gradient = new float[4];
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(new float[] {1, 0, 1, 0}));
      network.lossAndGradient(batch, gradient);
    }
    // Zero of either sign.
    assertArrayEquals(new float[] {0, 0, 0, -2}, gradient, Float.MIN_VALUE);
  }

  @Test
  void stateComesBackAsItWasSet() {
    for (Rule rule : Rule.values()) {
      NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 7, 19, 3);
      TrainingState state = Samples.state(spec, rule, 7);
      try (Network network = engine.open(spec)) {
        network.setState(state);
        assertState(state, network.state(), 0);
      }
    }
  }

  @Test
  void manyMiniBatchesInOneCallEqualOneCallEach() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 11, 21, 4);
    OptimizerSpec optimizer = OptimizerSpec.of(Rule.ADAM, 0.01);
    Batch all = Samples.batch(spec, 23, true, 8);
    TrainingState start = Samples.state(spec, Rule.ADAM, 8);
    try (Network once = engine.open(spec);
        Network often = engine.open(spec)) {
      once.setState(start);
      often.setState(start);
      LossSum expected = once.train(all, 10, optimizer);
      LossSum sum = LossSum.ZERO;
      for (int from = 0; from < 23; from += 10) {
        sum = sum.plus(often.train(part(all, from, Math.min(from + 10, 23)), 10, optimizer));
      }
      assertState(once.state(), often.state(), 0);
      assertEquals(expected.mean(), sum.mean(), 1e-12);
    }
  }

  @Test
  void trainingGoesOnInAnotherNetworkWithTheSameBits() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 11, 21, 4);
    OptimizerSpec optimizer = OptimizerSpec.of(Rule.ADAM, 0.01);
    Batch all = Samples.batch(spec, 23, true, 8);
    try (Network one = engine.open(spec);
        Network other = engine.open(spec)) {
      one.setState(TrainingState.initial(spec.initialParameters(8)));
      one.train(all, 10, optimizer);
      other.setState(one.state());
      assertEquals(one.train(all, 10, optimizer), other.train(all, 10, optimizer));
      assertState(one.state(), other.state(), 0);
    }
  }

  private static Batch part(Batch all, int from, int to) {
    NetworkSpec spec = all.spec();
    Batch part = Batch.weighted(spec, to - from);
    copy(all.features(), part.features(), from, to, spec.inputWidth());
    copy(all.targets(), part.targets(), from, to, spec.targetWidth());
    copy(all.weights(), part.weights(), from, to, 1);
    part.setRows(to - from);
    return part;
  }

  private static void copy(FloatBuffer from, FloatBuffer to, int first, int last, int width) {
    to.put(0, from, first * width, (last - first) * width);
  }

  @Test
  void rowsOfWeightZeroChangeNothing() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 6, 8, 3);
    Batch all = Samples.batch(spec, 9, true, 9);
    for (int row = 5; row < 9; row++) {
      all.weights().put(row, 0);
    }
    float[] padded = new float[spec.parameterCount()];
    float[] plain = new float[spec.parameterCount()];
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(9)));
      LossSum withPadding = network.lossAndGradient(all, padded);
      LossSum without = network.lossAndGradient(part(all, 0, 5), plain);
      all.features().put(8 * 6, Float.POSITIVE_INFINITY);
      assertEquals(without.mean(), network.loss(all).mean(), 1e-6, "however far out they lie");
      assertEquals(without.mean(), withPadding.mean(), 1e-6);
      assertClose("gradient", plain, padded, TOLERANCE);
    }
  }

  @Test
  void aMiniBatchWithoutWeightTakesNoStep() {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 6, 8, 2);
    Batch batch = Samples.batch(spec, 4, true, 10);
    for (int row = 0; row < 4; row++) {
      batch.weights().put(row, 0);
    }
    TrainingState start = Samples.state(spec, Rule.ADAMW, 10);
    try (Network network = engine.open(spec)) {
      network.setState(start);
      LossSum sum = network.train(batch, 4, OptimizerSpec.of(Rule.ADAMW, 0.1));
      assertEquals(LossSum.ZERO, sum);
      assertEquals(LossSum.ZERO, network.loss(batch));
      assertState(start, network.state(), 0);
    }
  }

  @Test
  void notANumberFlowsThrough() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 3, 5, 2);
    Batch batch = Samples.batch(spec, 4, false, 11);
    batch.features().put(1, Float.NaN);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(11)));
      FloatBuffer scores = Batch.allocate(8);
      network.predict(batch.features(), 4, scores);
      assertTrue(Float.isNaN(scores.get(0)));
      assertTrue(Float.isFinite(scores.get(2)), "another row is not touched");
      assertTrue(Double.isNaN(network.loss(batch).mean()));
      assertTrue(Double.isNaN(network.train(batch, 4, OptimizerSpec.of(Rule.SGD, 0.1)).mean()));
      network.setState(TrainingState.initial(spec.initialParameters(11)));
      network.predict(batch.features(), 4, scores);
      assertTrue(Float.isFinite(scores.get(2)), "nothing of it stays behind");
    }
  }

  @Test
  void hugeScoresKeepAFiniteLoss() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 1, 2);
    Batch batch = Batch.of(spec, 2);
    batch.features().put(0, new float[] {1e4f, -1e4f});
    batch.setRows(2);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(new float[] {1, -1, 0, 0}));
      float[] gradient = new float[4];
      assertEquals(1e4, network.lossAndGradient(batch, gradient).mean(), 1e-2);
      assertEquals(1e4, network.loss(batch).mean(), 1e-2);
    }
  }

  @Test
  void networksOfManyThreadsDoNotMeet() throws Exception {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 40, 50, 10);
    List<Callable<TrainingState>> tasks = new ArrayList<>();
    for (int t = 0; t < 16; t++) {
      long seed = t % 4;
      tasks.add(() -> trained(spec, seed));
    }
    List<TrainingState> serial = new ArrayList<>();
    for (Callable<TrainingState> task : tasks) {
      serial.add(task.call());
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<TrainingState>> parallel = threads.invokeAll(tasks);
      for (int t = 0; t < tasks.size(); t++) {
        assertState(serial.get(t), parallel.get(t).get(), 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private TrainingState trained(NetworkSpec spec, long seed) {
    Batch batch = Samples.batch(spec, 300, true, seed);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(seed)));
      for (int pass = 0; pass < 5; pass++) {
        network.train(batch, 32, OptimizerSpec.of(Rule.ADAMW, 0.01));
      }
      return network.state();
    }
  }

  @Test
  void wrongBuffersAreRefused() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 3, 2);
    OptimizerSpec sgd = OptimizerSpec.of(Rule.SGD, 0.1);
    try (Network network = engine.open(spec)) {
      Batch empty = Batch.of(spec, 1);
      refused("at least one row", () -> network.train(empty, 1, sgd));
      refused("[loss] expected at least one row", () -> network.loss(empty));
      Batch other = Samples.batch(NetworkSpec.of(Loss.CROSS_ENTROPY, 4, 2), 1, false, 1);
      refused("rows for 3-2", () -> network.train(other, 1, sgd));
      refused("[loss] expected rows for 3-2", () -> network.loss(other));
      Batch good = Samples.batch(spec, 2, false, 1);
      refused("batchSize of at least 1", () -> network.train(good, 0, sgd));
      refused("expected 8 values", () -> network.lossAndGradient(good, new float[7]));
      good.targets().put(1, 2);
      refused("class indices from 0 to 1, got 2.0", () -> network.train(good, 1, sgd));
      refused("[loss] expected class indices from 0 to 1, got 2.0", () -> network.loss(good));
      FloatBuffer six = Batch.allocate(6);
      refused("at least 6 floats of features", () -> network.predict(Batch.allocate(5), 2, six));
      refused("at least 4 floats of scores", () -> network.predict(six, 2, Batch.allocate(3)));
      refused("direct buffer", () -> network.predict(FloatBuffer.allocate(6), 2, six));
      refused("expected 8 values", () -> network.setState(TrainingState.initial(new float[9])));
      network.predict(six, 0, six);
    }
  }

  private static void refused(String text, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(text), message);
  }

  @Test
  void aClosedNetworkSaysSo() {
    Network network = engine.open(NetworkSpec.of(Loss.CROSS_ENTROPY, 3, 2));
    network.close();
    network.close();
    String message = assertThrows(IllegalStateException.class, network::state).getMessage();
    assertEquals("[state] expected an open network, got a closed one", message);
    Batch batch = Samples.batch(network.spec(), 1, false, 1);
    message = assertThrows(IllegalStateException.class, () -> network.loss(batch)).getMessage();
    assertEquals("[loss] expected an open network, got a closed one", message);
  }
}
