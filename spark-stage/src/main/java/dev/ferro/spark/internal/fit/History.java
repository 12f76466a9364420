package dev.ferro.spark.internal.fit;

import dev.ferro.spark.internal.checkpoint.Snapshot;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Losses epoch by epoch, and what follows from them by scikit-learn's rules: the loss has stalled
 * when more than {@code patience} epochs in a row did not bring it {@code tol} below the best
 * before. Where rows are held out their loss decides, else the training loss.
 */
final class History {
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> validationLosses = new ArrayList<>();

  /** The epochs of a fit that goes on. */
  static History of(Snapshot snapshot) {
    History history = new History();
    double[] losses = snapshot.losses();
    double[] validationLosses = snapshot.validationLosses();
    for (int i = 0; i < losses.length; i++) {
      history.add(losses[i], validationLosses.length == 0 ? Double.NaN : validationLosses[i]);
    }
    return history;
  }

  /** Adds an epoch; a NaN says that no rows are held out. */
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

  /** Empty where no rows are held out. */
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

  /** Whether the epochs without an improvement are more than is borne. */
  boolean hasStalled(TrainingSettings.Stopping stopping) {
    return epochsToStall(stopping) <= 0;
  }

  /** How many epochs without an improvement would now be too many. */
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
