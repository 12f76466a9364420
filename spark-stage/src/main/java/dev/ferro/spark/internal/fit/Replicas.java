package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.settings.TrainingSettings;

/**
 * How many partitions train side by side, why, and how.
 *
 * @param count at least 1
 * @param reason for people
 */
record Replicas(int count, String reason) {
  /**
   * Steps an epoch that each replica should take at least: what a model learns in an epoch depends
   * on the steps of one replica, not on how many work (measured on MNIST with 1, 4 and 16
   * replicas).
   */
  private static final int STEPS = 64;

  /**
   * Floating-point operations of each replica's epoch at least: a CPU's core takes a tenth of a
   * second for them, or two, and what a round costs Spark is a part of that.
   */
  private static final double WORK = 1e10;

  /** Replicas for each slot of several executors, so that faster ones can take more. */
  private static final int SPREAD = 3;

  /**
   * As many as are useful.
   *
   * @param rows to train on
   * @param slots tasks that run side by side
   * @param executors that they belong to
   */
  static Replicas choose(
      TrainingSettings settings, NetworkSpec spec, long rows, int slots, int executors) {
    int wanted = settings.averaging().numWorkers();
    if (wanted > rows) {
      return new Replicas(
          (int) rows, "numWorkers is " + wanted + ", of which each needs a row of its own");
    }
    if (wanted > 0) {
      return new Replicas(wanted, "numWorkers is set");
    }
    int batchSize = settings.batchSize();
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
              + " rows give no more than "
              + useful
              + " of "
              + slots
              + " slots "
              + least
              + " each epoch");
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

  /** As many of these as memory holds. How many is up to the user where numWorkers is set. */
  Replicas within(FitMemory memory, NetworkSpec spec, TrainingSettings settings) {
    int most = count;
    while (settings.averaging().numWorkers() == 0 && most > 1 && !memory.fits(spec, most)) {
      most--;
    }
    return most == count ? this : new Replicas(most, "as many as memory holds, of " + count);
  }

  /**
   * What multiplies the step size of one replica. Each of many takes fewer steps an epoch, and
   * longer ones make up for that: with Adam's, whose length is bounded, up to eight times as long
   * (measured by {@code examples/run study-averaging}). Plain gradient steps could diverge.
   */
  double stepScale(TrainingSettings settings) {
    if (settings.averaging().stepScale() != TrainingSettings.Averaging.AUTO) {
      return settings.averaging().stepScale();
    }
    return switch (settings.optimizer().rule()) {
      case ADAM, ADAMW -> Math.min(8, Math.pow(count, 0.75));
      case SGD, MOMENTUM, NESTEROV -> 1;
    };
  }

  /** Momentum of the outer step: none, since it did not help beyond the longer steps. */
  double outerMomentum(TrainingSettings.Averaging averaging) {
    return averaging.outerMomentum() != TrainingSettings.Averaging.AUTO
        ? averaging.outerMomentum()
        : 0;
  }
}
