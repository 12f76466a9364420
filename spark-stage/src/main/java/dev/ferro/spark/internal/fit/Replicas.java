package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.io.Serializable;

/**
 * How many replicas train side by side, and why.
 *
 * @param count at least 1
 * @param reason for the summary
 */
public record Replicas(int count, String reason) implements Serializable {
  /**
   * Fewest steps of each replica in an epoch. The progress in an epoch depends on the steps of one
   * replica, not on the number of replicas. This was measured on MNIST with 1, 4 and 16 replicas.
   */
  private static final int STEPS = 64;

  /**
   * Fewest floating-point operations of each replica in an epoch. A CPU's core takes 0.1 to 0.2 s
   * for them. The cost of a round in Spark is a fraction of that.
   */
  private static final double WORK = 1e10;

  /** Replicas for each slot of several executors, so that faster executors can take more. */
  private static final int SPREAD = 3;

  /**
   * Chooses the number of replicas.
   *
   * @param rows rows to train on
   * @param slots tasks that run side by side
   * @param executors number of executors with these slots
   */
  static Replicas choose(
      TrainingSettings settings, NetworkSpec spec, long rows, int slots, int executors) {
    int wanted = settings.averaging().numWorkers();
    if (wanted > rows) {
      return new Replicas(
          (int) rows, "numWorkers is " + wanted + ", but each replica needs a row of its own");
    }
    if (wanted > 0) {
      return new Replicas(wanted, "numWorkers is set");
    }
    int batchSize = settings.step().batchSize();
    long bySteps = rows / ((long) batchSize * STEPS);
    long byWork = (long) (rows * Workload.training(spec, batchSize).flopsPerRow() / WORK);
    long useful = Math.max(1, Math.min(bySteps, byWork));
    if (useful < slots) {
      String least =
          bySteps <= byWork
              ? STEPS + " steps of " + batchSize + " rows"
              : "a tenth of a second's work";
      return new Replicas(
          (int) useful,
          rows
              + " rows are enough for "
              + useful
              + " of "
              + slots
              + " slots: each needs "
              + least
              + " in an epoch");
    }
    int many = SPREAD * slots;
    if (executors > 1 && bySteps >= 4L * many && byWork >= many) {
      return new Replicas(
          many,
          SPREAD
              + " for each of "
              + slots
              + " slots of "
              + executors
              + " executors, so that faster ones can do more");
    }
    return new Replicas(slots, "one for each of " + slots + " slots");
  }

  /** Reduces the number to what memory holds. A numWorkers that is set stays as it is. */
  Replicas within(FitMemory memory, NetworkSpec spec, TrainingSettings settings) {
    int most = count;
    while (settings.averaging().numWorkers() == 0 && most > 1 && !memory.fits(spec, most)) {
      most--;
    }
    return most == count ? this : new Replicas(most, "as many as memory holds, of " + count);
  }

  /**
   * The factor on the step size of one replica. With many replicas, each takes fewer steps in an
   * epoch, and longer steps make up for that. Adam's steps are bounded in length, so they may be up
   * to eight times as long. This was measured by {@code examples/run study-averaging}. Plain
   * gradient steps could diverge.
   */
  double stepScale(TrainingSettings settings) {
    if (settings.averaging().stepScale() != TrainingSettings.Averaging.AUTO) {
      return settings.averaging().stepScale();
    }
    return switch (settings.step().optimizer().rule()) {
      case ADAM, ADAMW -> Math.min(8, Math.pow(count, 0.75));
      case SGD, MOMENTUM, NESTEROV -> 1;
    };
  }

  /**
   * Momentum of the outer step. The default is none, because it did not help beyond the longer
   * steps.
   */
  double outerMomentum(TrainingSettings.Averaging averaging) {
    return averaging.outerMomentum() != TrainingSettings.Averaging.AUTO
        ? averaging.outerMomentum()
        : 0;
  }
}
