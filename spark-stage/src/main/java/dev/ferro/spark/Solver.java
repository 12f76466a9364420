package dev.ferro.spark;

import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import java.util.Locale;
import java.util.stream.Stream;

/** The optimizers by the names that users set. */
enum Solver {
  ADAMW,
  ADAM,
  SGD;

  /** The name that users set: {@code adamw}. */
  String param() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every solver, as users set it. */
  static String[] names() {
    return Stream.of(values()).map(Solver::param).toArray(String[]::new);
  }

  /** The engines' settings for a stage's params. */
  static OptimizerSpec of(MLPParams params) {
    Rule rule =
        switch (valueOf(params.getSolver().toUpperCase(Locale.ROOT))) {
          case ADAMW -> Rule.ADAMW;
          case ADAM -> Rule.ADAM;
          case SGD -> params.getMomentum() > 0 ? Rule.MOMENTUM : Rule.SGD;
        };
    return OptimizerSpec.of(rule, params.getStepSize())
        .withMomentum(params.getMomentum())
        .withWeightDecay(params.getRegParam());
  }
}
