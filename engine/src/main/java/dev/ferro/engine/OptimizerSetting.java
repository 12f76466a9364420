package dev.ferro.engine;

import java.util.function.DoublePredicate;

/**
 * A setting of an optimizer, with its valid values and those that float32 can hold. A value is
 * checked in double, before it is narrowed.
 */
public enum OptimizerSetting {
  /** Learning rate. */
  STEP_SIZE("stepSize", "above 0", value -> value > 0 && Double.isFinite(value)),
  /** Decay of the velocity. */
  MOMENTUM("momentum", "in [0, 1)", OptimizerSetting::isShare),
  /** Decay of Adam's first moment. */
  BETA1("beta1", "in [0, 1)", OptimizerSetting::isShare),
  /** Decay of Adam's second moment. */
  BETA2("beta2", "in [0, 1)", OptimizerSetting::isShare),
  /** What is added to the root of Adam's second moment. */
  EPSILON("epsilon", "above 0", value -> value > 0 && Double.isFinite(value)),
  /** Weight decay. */
  WEIGHT_DECAY("weightDecay", "of 0 or more", value -> value >= 0 && Double.isFinite(value));

  private final FloatRange values;

  OptimizerSetting(String name, String range, DoublePredicate holds) {
    this.values = new FloatRange("optimizer", name, range, holds);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value < 1;
  }

  /**
   * The value in float32.
   *
   * @throws IllegalArgumentException for a value that is invalid or that float32 cannot hold. The
   *     message shows it as given
   */
  public float narrowed(double value) {
    return values.narrowed(value);
  }
}
