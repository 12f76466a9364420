package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.checkpoint.Snapshot;
import dev.ferro.spark.internal.preparation.FirstPass;
import dev.ferro.spark.internal.preparation.Scaling;
import dev.ferro.spark.internal.preparation.Statistics;
import dev.ferro.spark.internal.rounds.Slots;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.Optional;
import org.apache.spark.SparkContext;

/**
 * What the first pass over the rows decides about a fit.
 *
 * @param read what the first pass read
 * @param spec the network's shape
 * @param resumed the state from a checkpoint, if there is one
 * @param replicas how many replicas train side by side
 * @param scaling scaling of the rows
 */
record Plan(
    FirstPass read,
    NetworkSpec spec,
    Optional<Snapshot> resumed,
    Replicas replicas,
    Scaling scaling) {

  /**
   * Makes the plan for a fit.
   *
   * @throws IllegalArgumentException when the network is too large
   */
  static Plan of(
      FirstPass read,
      NetworkSpec spec,
      Optional<Snapshot> resumed,
      TrainingSettings settings,
      SparkContext spark) {
    Statistics statistics = read.statistics();
    FitMemory memory = FitMemory.of(spark, settings);
    Slots now = Slots.of(spark);
    Replicas replicas =
        resumed
            .map(snapshot -> new Replicas(snapshot.replicas(), "as in the checkpoint"))
            .orElseGet(
                () ->
                    Replicas.choose(
                            settings, spec, statistics.rows(), now.total(), now.tasks().size())
                        .within(memory, spec, settings));
    memory.require(spec, replicas.count());
    Scaling scaling =
        settings.data().standardization()
            ? Scaling.of(statistics, spec.loss())
            : Scaling.ofWeights(statistics);
    return new Plan(read, spec, resumed, replicas, scaling);
  }

  /**
   * Rejects a mini-batch that is larger than one buffer of the JVM.
   *
   * @throws IllegalArgumentException with the remedy
   */
  static void requireBatch(NetworkSpec spec, Statistics statistics, TrainingSettings settings) {
    long rows = batchSize(statistics, settings);
    if (rows * spec.inputWidth() > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "[fit] expected a mini-batch of at most 2 GiB, got "
              + rows
              + " rows of "
              + spec.inputWidth()
              + " features (a smaller batchSize helps)");
    }
  }

  /** Rows of a step, but at most all rows. */
  private static int batchSize(Statistics statistics, TrainingSettings settings) {
    return (int) Math.min(settings.step().batchSize(), statistics.rows());
  }

  Statistics statistics() {
    return read.statistics();
  }

  /** Rows of a step, but at most all rows. */
  int batchSize(TrainingSettings settings) {
    return batchSize(statistics(), settings);
  }
}
