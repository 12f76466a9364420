package dev.ferro.spark.training;

import dev.ferro.engine.TrainingState;

/**
 * All that a fit carries from one epoch to the next.
 *
 * @param workers partitions that train side by side
 * @param state what the next epoch starts from
 * @param velocity of the outer step, or empty for zeros
 * @param best parameters of the best epoch so far; the state's own where that is the last
 * @param losses mean training loss of each epoch
 * @param validationLosses mean loss of the held-out rows after each epoch; empty without them
 */
record Snapshot(
    int workers,
    TrainingState state,
    float[] velocity,
    float[] best,
    double[] losses,
    double[] validationLosses) {

  /** Epochs trained. */
  int epochs() {
    return losses.length;
  }

  History history() {
    History history = new History();
    for (int i = 0; i < losses.length; i++) {
      history.add(losses[i], validationLosses.length == 0 ? Double.NaN : validationLosses[i]);
    }
    return history;
  }
}
