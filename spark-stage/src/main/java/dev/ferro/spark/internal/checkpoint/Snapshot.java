package dev.ferro.spark.internal.checkpoint;

import dev.ferro.engine.TrainingState;

/**
 * Everything that a fit carries from one epoch to the next.
 *
 * @param replicas number of replicas that train side by side
 * @param state the state that the next epoch starts from
 * @param velocity of the outer step, or empty for zeros
 * @param best parameters of the best epoch so far. They are the state's own if that is the last
 *     epoch
 * @param losses mean training loss of each epoch
 * @param validationLosses mean loss of the held-out rows after each epoch, or empty without such
 *     rows
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
