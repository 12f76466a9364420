package dev.ferro.engine;

import static dev.ferro.engine.Agreement.assertAgrees;

import dev.ferro.engine.OptimizerSpec.Rule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every other engine promises besides: it computes what the Java engine does. */
public abstract class AgreementContractTest extends NetworkContractTest {
  static Stream<NetworkSpec> shapes() {
    return Stream.of(
        NetworkSpec.of(Loss.CROSS_ENTROPY, 1, 1),
        NetworkSpec.of(Loss.SQUARED_ERROR, 1, 1, 1),
        NetworkSpec.of(Loss.CROSS_ENTROPY, 3, 7, 8, 2),
        NetworkSpec.of(Loss.CROSS_ENTROPY, 13, 16, 25),
        NetworkSpec.of(Loss.SQUARED_ERROR, 8, 13, 3),
        NetworkSpec.of(Loss.SQUARED_ERROR, 25, 64, 100, 1),
        NetworkSpec.of(Loss.CROSS_ENTROPY, 64, 128, 128, 10),
        NetworkSpec.of(Loss.CROSS_ENTROPY, 1021, 17, 1021),
        NetworkSpec.of(Loss.CROSS_ENTROPY, 5, 9, 9, 9, 9, 9, 4));
  }

  static Stream<Integer> awkwardSizes() {
    return Stream.of(1, 3, 7, 8, 13, 16, 25, 64, 100, 1021);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void agreesWithTheJavaEngineOnEveryShape(NetworkSpec spec) {
    for (boolean weighted : new boolean[] {false, true}) {
      assertAgrees(engine(), spec, Samples.batch(spec, 37, weighted, 1), 16, Rule.ADAMW);
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void agreesWithTheJavaEngineOnEveryRule(Rule rule) {
    for (Loss loss : Loss.values()) {
      NetworkSpec spec = NetworkSpec.of(loss, 20, 33, 18, 5);
      assertAgrees(engine(), spec, Samples.batch(spec, 100, true, 2), 32, rule);
    }
  }

  @ParameterizedTest
  @MethodSource("awkwardSizes")
  void agreesWithTheJavaEngineOnEveryBatchSize(int rows) {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 30, 20, 6);
    assertAgrees(engine(), spec, Samples.batch(spec, rows, true, 3), rows, Rule.ADAM);
    assertAgrees(engine(), spec, Samples.batch(spec, rows + 1, false, 4), rows, Rule.MOMENTUM);
  }

  @ParameterizedTest
  @MethodSource("awkwardSizes")
  void agreesWithTheJavaEngineOnEveryWidth(int width) {
    for (Loss loss : Loss.values()) {
      NetworkSpec spec = NetworkSpec.of(loss, width, 13, width, 3);
      assertAgrees(engine(), spec, Samples.batch(spec, 25, false, 5), 10, Rule.ADAM);
    }
  }
}
