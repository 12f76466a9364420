package dev.ferro.spark.internal.checkpoint;

import dev.ferro.engine.TrainingState;

/**
 * All that a fit carries from one epoch to the next.
 *
 * @param replicas partitions that train side by side
 * @param state what the next epoch starts from
 * @param velocity of the outer step, or empty for zeros
 * @param best parameters of the best epoch so far; the state's own where that is the last
 * @param losses mean training loss of each epoch
 * @param validationLosses mean loss of the held-out rows after each epoch; empty without them
 */
public record Snapshot(
    int replicas,
    TrainingState state,
    float[] velocity,
    float[] best,
    double[] losses,
    double[] validationLosses) {

  /** Epochs trained. */
  public int epochs() {
    return losses.length;
  }
}
