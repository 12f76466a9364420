package dev.ferro.engine.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Loss;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.engine.Samples;
import dev.ferro.engine.TrainingState;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The update rules against their definitions in double, given the engine's own gradients. */
class OptimizerTest {
  private static final NetworkSpec SPEC = NetworkSpec.of(Loss.CROSS_ENTROPY, 5, 7, 3);
  private static final int STEPS = 12;

  /** Some float32 roundings of values below 2, in each of the steps. */
  private static final double TOLERANCE = STEPS * 8 * Math.pow(2, -24);

  static Stream<Arguments> rulesAndDecays() {
    return Stream.of(Rule.values())
        .flatMap(rule -> Stream.of(Arguments.of(rule, 0.0), Arguments.of(rule, 0.3)));
  }

  @ParameterizedTest
  @MethodSource("rulesAndDecays")
  void followsItsDefinition(Rule rule, double weightDecay) {
    // A large epsilon keeps rounding in near-zero gradients from becoming steps of full size.
    OptimizerSpec optimizer =
        OptimizerSpec.of(rule, 0.05)
            .withMomentum(0.8)
            .withAdam(0.7, 0.95, 1e-3)
            .withWeightDecay(weightDecay);
    Batch batch = Samples.batch(SPEC, 20, true, 1);
    float[] start = SPEC.initialParameters(1);
    float[] gradient = new float[start.length];
    Definition expected = new Definition(optimizer, start);
    try (Network network = new JavaEngine().open(SPEC)) {
      network.setState(TrainingState.initial(start));
      for (int step = 1; step <= STEPS; step++) {
        network.lossAndGradient(batch, gradient);
        expected.step(gradient);
        network.train(batch, batch.rows(), optimizer);
        expected.assertIs(network.state(), rule.moments());
      }
    }
  }

  /** What the papers and PyTorch's manual say, for one parameter at a time. */
  private static final class Definition {
    private final OptimizerSpec spec;
    private final double[] p;
    private final double[] m;
    private final double[] v;
    private int step;

    Definition(OptimizerSpec spec, float[] start) {
      this.spec = spec;
      p = new double[start.length];
      m = new double[start.length];
      v = new double[start.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = start[i];
      }
    }

    void step(float[] gradient) {
      step++;
      for (int i = 0; i < p.length; i++) {
        boolean decoupled =
            switch (spec.rule()) {
              case SGD, MOMENTUM, NESTEROV, ADAM -> false;
              case ADAMW -> true;
            };
        double g = gradient[i] + (decoupled ? 0 : spec.weightDecay() * p[i]);
        p[i] -= decoupled ? (double) spec.stepSize() * spec.weightDecay() * p[i] : 0;
        p[i] -= spec.stepSize() * direction(i, g);
      }
    }

    private double direction(int i, double g) {
      return switch (spec.rule()) {
        case SGD -> g;
        case MOMENTUM -> velocity(i, g);
        case NESTEROV -> g + spec.momentum() * velocity(i, g);
        case ADAM, ADAMW -> {
          m[i] = spec.beta1() * m[i] + (1.0 - spec.beta1()) * g;
          v[i] = spec.beta2() * v[i] + (1.0 - spec.beta2()) * g * g;
          double mean = m[i] / (1 - Math.pow(spec.beta1(), step));
          double square = v[i] / (1 - Math.pow(spec.beta2(), step));
          yield mean / (Math.sqrt(square) + spec.epsilon());
        }
      };
    }

    private double velocity(int i, double g) {
      return m[i] = spec.momentum() * m[i] + g;
    }

    void assertIs(TrainingState state, int moments) {
      assertEquals(step, state.step());
      assertClose(p, state.parameters(), "parameter");
      if (moments > 0) {
        assertClose(m, state.firstMoment(), "first moment");
      }
      if (moments > 1) {
        assertClose(v, state.secondMoment(), "second moment");
      }
    }

    private void assertClose(double[] expected, float[] got, String name) {
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], got[i], TOLERANCE, name + " " + i + " after step " + step);
      }
    }
  }
}
