package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.OptimizerSpec.Rule;
import java.util.function.DoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are judged as they are given and shown as they are given. */
class OptimizerSpecTest {
  private static final OptimizerSpec ADAM = OptimizerSpec.of(Rule.ADAM, 0.1);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "STEP_SIZE; 1e-50; stepSize above 0, got 1.0E-50, which is 0 in float32",
        "STEP_SIZE; 1e39; stepSize above 0, got 1.0E39, which is Infinity in float32",
        "STEP_SIZE; 1e-40; stepSize above 0, got 1.0E-40, which is below 1.17549435E-38",
        "STEP_SIZE; 0; stepSize above 0, got 0.0",
        "STEP_SIZE; -1e-50; stepSize above 0, got -1.0E-50",
        "STEP_SIZE; NaN; stepSize above 0, got NaN",
        "STEP_SIZE; Infinity; stepSize above 0, got Infinity",
        "MOMENTUM; 0.99999999999; momentum in [0, 1), got 0.99999999999, which is 1.0 in float32",
        "MOMENTUM; 1; momentum in [0, 1), got 1.0",
        "MOMENTUM; -1e-50; momentum in [0, 1), got -1.0E-50",
        "BETA1; 0.999999999; beta1 in [0, 1), got 0.999999999, which is 1.0 in float32",
        "BETA2; 1e-46; beta2 in [0, 1), got 1.0E-46, which is 0 in float32",
        "EPSILON; 1e-60; epsilon above 0, got 1.0E-60, which is 0 in float32",
        "EPSILON; 1e-39; epsilon above 0, got 1.0E-39, which is below",
        "WEIGHT_DECAY; 1e-60; weightDecay of 0 or more, got 1.0E-60, which is 0 in float32",
        "WEIGHT_DECAY; 4e38; weightDecay of 0 or more, got 4.0E38, which is Infinity in float32",
      })
  void whatFloat32CannotHoldIsRefused(OptimizerSetting setting, double value, String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> with(setting).apply(value)).getMessage();
    assertTrue(message.startsWith("[optimizer] expected " + text), message);
  }

  @ParameterizedTest
  @CsvSource({
    "STEP_SIZE, 3e38",
    "STEP_SIZE, 1.2e-38",
    "MOMENTUM, 0",
    "BETA1, 0",
    "BETA2, 0.9999999"
  })
  void theEndsOfWhatItHoldsArePassed(OptimizerSetting setting, double value) {
    with(setting).apply(value);
    assertEquals((float) value, setting.narrowed(value));
  }

  private static DoubleFunction<OptimizerSpec> with(OptimizerSetting setting) {
    return switch (setting) {
      case STEP_SIZE -> ADAM::withStepSize;
      case MOMENTUM -> ADAM::withMomentum;
      case BETA1 -> value -> ADAM.withAdam(value, 0.9, 1e-8);
      case BETA2 -> value -> ADAM.withAdam(0.9, value, 1e-8);
      case EPSILON -> value -> ADAM.withAdam(0.9, 0.9, value);
      case WEIGHT_DECAY -> ADAM::withWeightDecay;
    };
  }
}
