package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.TrainingState;

/**
 * Nesterov momentum over rounds, as in Douillard et al., "DiLoCo" (2023). The change of the average
 * counts as a gradient, with learning rate 1. Momentum 0 takes the average as it is.
 */
public final class OuterStep {
  private final double momentum;
  private float[] velocity;

  public OuterStep(double momentum, float[] velocity) {
    this.momentum = momentum;
    this.velocity = velocity;
  }

  double momentum() {
    return momentum;
  }

  /** Whether the average is taken as it is. */
  boolean isPlain() {
    return momentum == 0;
  }

  /**
   * The state that the next round starts from, after a round that started from {@code before} and
   * has the given average.
   */
  TrainingState take(TrainingState before, TrainingState average) {
    if (isPlain()) {
      return average;
    }
    float[] from = before.parameters();
    float[] to = average.parameters();
    float decay = (float) momentum;
    float[] next = new float[from.length];
    velocity = velocity.length == 0 ? new float[from.length] : velocity.clone();
    for (int i = 0; i < next.length; i++) {
      float moved = to[i] - from[i];
      velocity[i] = decay * velocity[i] + moved;
      next[i] = from[i] + moved + decay * velocity[i];
    }
    return new TrainingState(next, average.firstMoment(), average.secondMoment(), average.step());
  }

  /** The velocity, for a checkpoint. Empty before the first step. */
  float[] velocity() {
    return velocity;
  }
}
