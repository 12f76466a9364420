package dev.ferro.bench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import java.util.List;
import java.util.Map;

/**
 * Optimizers with the names in golden cases. Settings that a case leaves out have MLX's defaults.
 */
final class GoldenOptimizer {
  private static final List<String> SGD =
      List.of("learning_rate", "momentum", "nesterov", "weight_decay");
  private static final List<String> ADAM =
      List.of("learning_rate", "beta1", "beta2", "eps", "bias_correction", "weight_decay");
  private static final double ADAMW_DECAY = 0.01;

  private GoldenOptimizer() {}

  /**
   * An optimizer's settings.
   *
   * @throws IllegalArgumentException for a name or setting that engines do not have
   */
  static OptimizerSpec of(String name, JsonNode settings) {
    return switch (name) {
      case "sgd", "momentum", "nesterov" -> sgd(name, settings);
      case "adam" -> adam(name, Rule.ADAM, settings, 0);
      case "adamw" -> adam(name, Rule.ADAMW, settings, ADAMW_DECAY);
      default ->
          throw new IllegalArgumentException(
              "expected optimizer sgd, momentum, nesterov, adam or adamw, got '" + name + "'");
    };
  }

  private static OptimizerSpec sgd(String name, JsonNode settings) {
    requireKnown(name, settings, SGD);
    double momentum = number(name, settings, "momentum", 0);
    boolean nesterov = settings.path("nesterov").asBoolean(name.equals("nesterov"));
    Rule rule = momentum == 0 ? Rule.SGD : nesterov ? Rule.NESTEROV : Rule.MOMENTUM;
    return OptimizerSpec.of(rule, number(name, settings, "learning_rate", Double.NaN))
        .withMomentum(momentum)
        .withWeightDecay(number(name, settings, "weight_decay", 0));
  }

  private static OptimizerSpec adam(String name, Rule rule, JsonNode settings, double decay) {
    requireKnown(name, settings, ADAM);
    if (!settings.path("bias_correction").asBoolean(true)) {
      throw new IllegalArgumentException(
          "expected " + name + " with bias correction, got bias_correction false");
    }
    return OptimizerSpec.of(rule, number(name, settings, "learning_rate", Double.NaN))
        .withAdam(
            number(name, settings, "beta1", OptimizerSpec.BETA1),
            number(name, settings, "beta2", OptimizerSpec.BETA2),
            number(name, settings, "eps", OptimizerSpec.EPSILON))
        .withWeightDecay(number(name, settings, "weight_decay", decay));
  }

  private static double number(String name, JsonNode settings, String key, double otherwise) {
    JsonNode value = settings.path(key);
    if (value.isMissingNode() ? Double.isNaN(otherwise) : !value.isNumber()) {
      throw new IllegalArgumentException(
          "expected a number '" + key + "' of optimizer " + name + ", got " + value);
    }
    return value.asDouble(otherwise);
  }

  private static void requireKnown(String name, JsonNode settings, List<String> known) {
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      if (!known.contains(setting.getKey())) {
        throw new IllegalArgumentException(
            "expected settings of "
                + name
                + " among "
                + known
                + ", got '"
                + setting.getKey()
                + "'");
      }
    }
  }
}
