package dev.ferro.spark.internal.fit;

import dev.ferro.spark.internal.checkpoint.Snapshot;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Losses epoch by epoch, with scikit-learn's rules for stopping. The loss has stalled after more
 * than {@code patience} consecutive epochs in which it was not {@code tol} below the best before.
 * The criterion is the validation loss, or the training loss if no rows are held out.
 */
final class History {
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> validationLosses = new ArrayList<>();

  /** The epochs of a resumed fit. */
  static History of(Snapshot snapshot) {
    History history = new History();
    double[] losses = snapshot.losses();
    double[] validationLosses = snapshot.validationLosses();
    for (int i = 0; i < losses.length; i++) {
      history.add(losses[i], validationLosses.length == 0 ? Double.NaN : validationLosses[i]);
    }
    return history;
  }

  /** Adds an epoch. NaN means that no rows are held out. */
  void add(double loss, double validationLoss) {
    losses.add(loss);
    if (!Double.isNaN(validationLoss)) {
      validationLosses.add(validationLoss);
    }
  }

  int epochs() {
    return losses.size();
  }

  double[] losses() {
    return array(losses);
  }

  /** Empty if no rows are held out. */
  double[] validationLosses() {
    return array(validationLosses);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The epoch, counted from 1, whose weights are kept: the last, or the best by held-out rows. */
  int bestEpoch() {
    if (validationLosses.isEmpty()) {
      return losses.size();
    }
    int best = 0;
    for (int i = 1; i < validationLosses.size(); i++) {
      best = validationLosses.get(i) < validationLosses.get(best) ? i : best;
    }
    return best + 1;
  }

  /** Whether there were too many consecutive epochs without an improvement. */
  boolean hasStalled(TrainingSettings.Stopping stopping) {
    return epochsToStall(stopping) <= 0;
  }

  /** Further epochs without an improvement after which training stops. */
  long epochsToStall(TrainingSettings.Stopping stopping) {
    double best = Double.POSITIVE_INFINITY;
    int idle = 0;
    for (double loss : validationLosses.isEmpty() ? losses : validationLosses) {
      idle = loss > best - stopping.tol() ? idle + 1 : 0;
      best = Math.min(best, loss);
    }
    return stopping.patience() + 1L - idle;
  }
}
