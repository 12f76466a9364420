package dev.ferro.engine;

import java.io.Serializable;

/**
 * How the parameters of a network follow the gradient {@code g} of a mini-batch. Values are checked
 * in double, and float32 must be able to hold them: see {@link OptimizerSetting}.
 *
 * @param rule the update rule
 * @param stepSize learning rate, above 0
 * @param momentum decay of the velocity, in [0, 1), for MOMENTUM and NESTEROV
 * @param beta1 decay of Adam's first moment, in [0, 1)
 * @param beta2 decay of Adam's second moment, in [0, 1)
 * @param epsilon added to the root of Adam's second moment, above 0
 * @param weightDecay 0 or more: decoupled decay for ADAMW, otherwise an L2 term {@code g +
 *     weightDecay·p}. It applies to weights and biases alike
 */
public record OptimizerSpec(
    Rule rule,
    float stepSize,
    float momentum,
    float beta1,
    float beta2,
    float epsilon,
    float weightDecay)
    implements Serializable {

  /** Update rules, as MLX and PyTorch define them. */
  public enum Rule {
    /** {@code p -= lr·g}. */
    SGD(0),
    /** {@code v = μ·v + g; p -= lr·v}. */
    MOMENTUM(1),
    /** {@code v = μ·v + g; p -= lr·(g + μ·v)}. */
    NESTEROV(1),
    /** Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), bias-corrected. */
    ADAM(2),
    /** Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019). */
    ADAMW(2);

    private final int moments;

    Rule(int moments) {
      this.moments = moments;
    }

    /** How many moments the rule keeps for each parameter: 0, 1 (velocity) or 2 (Adam's). */
    public int moments() {
      return moments;
    }
  }

  /** Adam's usual decay of the first moment. */
  public static final float BETA1 = 0.9f;

  /** Adam's usual decay of the second moment. */
  public static final float BETA2 = 0.999f;

  /** Adam's usual epsilon. */
  public static final float EPSILON = 1e-8f;

  /** Checks every setting, even if the rule does not use it. */
  public OptimizerSpec {
    OptimizerSetting.STEP_SIZE.narrowed(stepSize);
    OptimizerSetting.MOMENTUM.narrowed(momentum);
    OptimizerSetting.BETA1.narrowed(beta1);
    OptimizerSetting.BETA2.narrowed(beta2);
    OptimizerSetting.EPSILON.narrowed(epsilon);
    OptimizerSetting.WEIGHT_DECAY.narrowed(weightDecay);
  }

  /** A rule with the usual settings: momentum 0.9, Adam's betas 0.9 and 0.999, no weight decay. */
  public static OptimizerSpec of(Rule rule, double stepSize) {
    return new OptimizerSpec(
        rule, OptimizerSetting.STEP_SIZE.narrowed(stepSize), 0.9f, BETA1, BETA2, EPSILON, 0);
  }

  /** The same with another step size. */
  public OptimizerSpec withStepSize(double value) {
    return new OptimizerSpec(
        rule,
        OptimizerSetting.STEP_SIZE.narrowed(value),
        momentum,
        beta1,
        beta2,
        epsilon,
        weightDecay);
  }

  /** The same with another momentum. */
  public OptimizerSpec withMomentum(double value) {
    return new OptimizerSpec(
        rule,
        stepSize,
        OptimizerSetting.MOMENTUM.narrowed(value),
        beta1,
        beta2,
        epsilon,
        weightDecay);
  }

  /** The same with other settings of Adam. */
  public OptimizerSpec withAdam(double newBeta1, double newBeta2, double newEpsilon) {
    return new OptimizerSpec(
        rule,
        stepSize,
        momentum,
        OptimizerSetting.BETA1.narrowed(newBeta1),
        OptimizerSetting.BETA2.narrowed(newBeta2),
        OptimizerSetting.EPSILON.narrowed(newEpsilon),
        weightDecay);
  }

  /** The same with another weight decay. */
  public OptimizerSpec withWeightDecay(double value) {
    return new OptimizerSpec(
        rule,
        stepSize,
        momentum,
        beta1,
        beta2,
        epsilon,
        OptimizerSetting.WEIGHT_DECAY.narrowed(value));
  }
}
