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
   * @param alone how a replica on its own would update
   * @param scale what multiplies its step size
   */
  public static ScaledStep of(OptimizerSpec alone, double scale, int batchSize) {
    return new ScaledStep(alone.withStepSize(alone.stepSize() * scale), batchSize);
  }
}
