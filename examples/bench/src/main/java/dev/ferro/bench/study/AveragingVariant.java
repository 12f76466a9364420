package dev.ferro.bench.study;

import dev.ferro.engine.OptimizerSpec;
import dev.ferro.spark.internal.settings.TrainingSettings;
import dev.ferro.spark.internal.settings.TrainingSettings.Averaging;
import dev.ferro.spark.internal.settings.TrainingSettings.Checkpointing;
import dev.ferro.spark.internal.settings.TrainingSettings.Data;
import dev.ferro.spark.internal.settings.TrainingSettings.Step;
import dev.ferro.spark.internal.settings.TrainingSettings.Stopping;
import java.util.Locale;

/**
 * One way in which replicas train together.
 *
 * @param replicas how many train side by side
 * @param stepScale what multiplies the step size of one replica, or {@link Averaging#AUTO}
 * @param outerMomentum Nesterov momentum of the averages, or {@link Averaging#AUTO}
 * @param syncSteps steps of a replica between two averages, or 0 for an epoch
 */
record AveragingVariant(int replicas, double stepScale, double outerMomentum, int syncSteps) {
  TrainingSettings settings(OptimizerSpec optimizer, int epochs, int batchSize, long seed) {
    return new TrainingSettings(
        new Step(optimizer, batchSize),
        new Data(false, false, 0),
        seed,
        "auto",
        Stopping.after(epochs),
        new Averaging(replicas, syncSteps, outerMomentum, stepScale),
        Checkpointing.NONE);
  }

  /** "step size ×2, momentum 0.5, averaged each epoch". */
  String manner() {
    return (stepScale == Averaging.AUTO
            ? "defaults"
            : String.format(Locale.ROOT, "step size ×%.3g, momentum %s", stepScale, outerMomentum))
        + (syncSteps == 0 ? "" : ", averaged every " + syncSteps + " steps");
  }
}
