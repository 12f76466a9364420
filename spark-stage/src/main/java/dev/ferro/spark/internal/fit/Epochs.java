package dev.ferro.spark.internal.fit;

import dev.ferro.spark.internal.checkpoint.Checkpoints;
import dev.ferro.spark.internal.checkpoint.Snapshot;
import dev.ferro.spark.internal.rounds.Rounds;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.Optional;

/** Trains epoch after epoch, until the last one or until the loss stalls. */
final class Epochs {
  /**
   * Seconds that a single replica trains in one round, but at least an epoch. A round costs about
   * 20 ms, and its epochs are only logged when it ends.
   */
  private static final double ROUND_SECONDS = 2;

  private final Rounds rounds;
  private final int maxIter;
  private final TrainingSettings.Stopping stopping;
  private final History history;
  private final int resumedEpochs;
  private double secondsOfEpoch = Double.POSITIVE_INFINITY;
  private float[] best;

  Epochs(Rounds rounds, TrainingSettings settings, Optional<Snapshot> resumed) {
    this.rounds = rounds;
    this.maxIter = settings.stopping().maxIter();
    this.stopping = settings.stopping();
    history = resumed.map(History::of).orElseGet(History::new);
    resumedEpochs = history.epochs();
    best = resumed.map(Snapshot::best).orElse(rounds.state().parameters());
  }

  /**
   * The result of the epochs.
   *
   * @param parameters of the best epoch, for scaled values
   * @param course losses of the epochs, and how they ended
   */
  record Trained(float[] parameters, TrainingResult.Course course) {}

  /**
   * Trains the epochs that are left.
   *
   * @throws ArithmeticException when training diverges
   */
  Trained run(Progress progress, Checkpoints checkpoints) {
    while (history.epochs() < maxIter && !history.hasStalled(stopping)) {
      int first = history.epochs() + 1;
      int count = epochsTogether(checkpoints);
      int last = history.epochs() + count;
      progress.begin(first, last);
      double[] losses = rounds.train(first, count);
      double validationLoss = rounds.hasValidation() ? rounds.validationLoss() : Double.NaN;
      for (int i = 0; i < count; i++) {
        requireFinite(losses[i], validationLoss, i + 1 == count);
        history.add(losses[i], validationLoss);
      }
      if (history.bestEpoch() == last) {
        best = rounds.state().parameters();
      }
      if (checkpoints.isDue(last) && last < maxIter) {
        checkpoints.write(snapshot());
      }
      secondsOfEpoch = progress.end(count);
      for (int i = 0; i < count; i++) {
        progress.report(first + i, losses[i], validationLoss, rounds.rows());
      }
    }
    String stopReason =
        history.epochs() < maxIter
            ? "no better by tol for " + stopping.patience() + " epochs"
            : "maxIter reached";
    return new Trained(
        best,
        new TrainingResult.Course(
            history.losses(),
            history.validationLosses(),
            history.bestEpoch(),
            resumedEpochs,
            stopReason));
  }

  /**
   * Number of epochs in the next round. If a round may have several, it ends with the first epoch
   * that could end the fit or that is due for a checkpoint.
   */
  private int epochsTogether(Checkpoints checkpoints) {
    if (!rounds.mayJoinEpochs()) {
      return 1;
    }
    int done = history.epochs();
    int left = Math.min(maxIter - done, checkpoints.epochsToNext(done));
    long most = Math.min(left, history.epochsToStall(stopping));
    return (int) Math.max(1, Math.min(most, ROUND_SECONDS / secondsOfEpoch));
  }

  private Snapshot snapshot() {
    return new Snapshot(
        rounds.replicas(),
        rounds.state(),
        rounds.velocity(),
        best,
        history.losses(),
        history.validationLosses());
  }

  /**
   * Throws if an epoch diverged.
   *
   * @param isLast whether the current weights are those after this epoch
   */
  private void requireFinite(double loss, double validationLoss, boolean isLast) {
    int epoch = history.epochs() + 1;
    boolean finite =
        Double.isFinite(loss) && (!rounds.hasValidation() || Double.isFinite(validationLoss));
    float[] weights = rounds.state().parameters();
    for (int i = 0; isLast && i < weights.length && finite; i++) {
      finite = Float.isFinite(weights[i]);
    }
    if (!finite) {
      throw new ArithmeticException(
          "[fit] expected a finite loss and finite weights, got loss "
              + loss
              + (rounds.hasValidation() ? " and validation loss " + validationLoss : "")
              + " in epoch "
              + epoch
              + " with stepSize "
              + rounds.stepSize()
              + (epoch > 1 ? "; the epoch before had " + history.losses()[epoch - 2] : "")
              + (rounds.hasValidation() && Double.isFinite(loss) && !Double.isFinite(validationLoss)
                  ? " (held-out rows may lie far outside the range of the training rows)"
                  : " (a smaller stepSize, or standardization, helps)"));
    }
  }
}
