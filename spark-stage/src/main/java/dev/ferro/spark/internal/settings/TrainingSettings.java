package dev.ferro.spark.internal.settings;

import dev.ferro.engine.OptimizerSpec;
import java.io.Serializable;

/**
 * A stage's params in the form that training uses.
 *
 * @param optimizer how each step updates. Its step size is that of one replica alone
 * @param maxIter most epochs
 * @param batchSize rows of one step of one replica
 * @param standardization whether to scale features and a regressor's label
 * @param seed random seed
 * @param engine engine id or auto
 * @param skipInvalid whether rows with null, NaN or infinite values are dropped instead of failing
 *     the fit
 * @param stopping when to stop before maxIter
 * @param averaging how replicas train together
 * @param checkpoints where and how often to write checkpoints
 */
public record TrainingSettings(
    OptimizerSpec optimizer,
    int maxIter,
    int batchSize,
    boolean standardization,
    long seed,
    String engine,
    boolean skipInvalid,
    Stopping stopping,
    Averaging averaging,
    Checkpointing checkpoints)
    implements Serializable {

  /**
   * When to stop before maxIter.
   *
   * @param validationFraction share of the rows that is held out if no column marks them
   * @param tol smallest improvement of the loss that counts
   * @param patience consecutive epochs without improvement before training stops
   */
  public record Stopping(double validationFraction, double tol, int patience)
      implements Serializable {
    /** No rows held out, and no stopping. */
    public static final Stopping NEVER = new Stopping(0, 0, Integer.MAX_VALUE);
  }

  /**
   * How replicas train together.
   *
   * @param numWorkers replicas that train side by side, at most one for each row, or 0 for the
   *     default
   * @param syncSteps steps of a replica between two averages, or 0 for a whole epoch
   * @param outerMomentum momentum of the averages, in [0, 1), or {@link #AUTO}, which is none
   * @param stepScale factor on the step size, or {@link #AUTO}, which grows with the replicas
   */
  public record Averaging(int numWorkers, int syncSteps, double outerMomentum, double stepScale)
      implements Serializable {
    /** Not set by the user. */
    public static final double AUTO = -1;

    /** A fixed number of replicas, with defaults for everything else. */
    public static Averaging of(int numWorkers) {
      return new Averaging(numWorkers, 0, AUTO, AUTO);
    }
  }

  /**
   * Where and how often to write checkpoints.
   *
   * @param folder on any Hadoop file system, or null for nowhere
   * @param interval epochs from one to the next
   */
  public record Checkpointing(String folder, int interval) implements Serializable {
    /** No checkpoints. */
    public static final Checkpointing NONE = new Checkpointing(null, 1);
  }
}
