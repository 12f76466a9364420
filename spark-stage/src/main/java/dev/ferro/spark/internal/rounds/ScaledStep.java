package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.OptimizerSpec;
import java.io.Serializable;

/**
 * How each step of a replica updates.
 *
 * @param optimizer its step size is scaled for the number of replicas
 * @param batchSize rows of a step
 */
public record ScaledStep(OptimizerSpec optimizer, int batchSize) implements Serializable {
  /**
   * Scales a step.
   *
   * @param alone how a single replica would update
   * @param scale factor on its step size
   */
  public static ScaledStep of(OptimizerSpec alone, double scale, int batchSize) {
    return new ScaledStep(alone.withStepSize(alone.stepSize() * scale), batchSize);
  }
}
