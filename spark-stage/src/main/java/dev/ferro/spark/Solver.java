package dev.ferro.spark;

import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;

/** The optimizers by the names that users set. */
final class Solver {
  static final String ADAMW = "adamw";
  static final String ADAM = "adam";
  static final String SGD = "sgd";
  static final String[] NAMES = {ADAMW, ADAM, SGD};

  private Solver() {}

  /** A stage's settings as the engines take them. */
  static OptimizerSpec of(MLPParams params) {
    Rule rule =
        switch (params.getSolver()) {
          case ADAMW -> Rule.ADAMW;
          case ADAM -> Rule.ADAM;
          default -> params.getMomentum() > 0 ? Rule.MOMENTUM : Rule.SGD;
        };
    return OptimizerSpec.of(rule, params.getStepSize())
        .withMomentum(params.getMomentum())
        .withWeightDecay(params.getRegParam());
  }
}
