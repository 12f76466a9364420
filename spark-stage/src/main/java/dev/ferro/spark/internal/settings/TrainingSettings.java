package dev.ferro.spark.internal.settings;

import dev.ferro.engine.OptimizerSpec;
import java.io.Serializable;

/**
 * A stage's params in the form that training uses.
 *
 * @param step how a replica takes a step when it trains alone
 * @param data how rows are read
 * @param seed random seed
 * @param engine engine id or auto
 * @param stopping when to stop
 * @param averaging how replicas train together
 * @param checkpoints where and how often to write checkpoints
 */
public record TrainingSettings(
    Step step,
    Data data,
    long seed,
    String engine,
    Stopping stopping,
    Averaging averaging,
    Checkpointing checkpoints)
    implements Serializable {

  /**
   * How a replica takes a step when it trains alone.
   *
   * @param optimizer how the step updates
   * @param batchSize rows of the step
   */
  public record Step(OptimizerSpec optimizer, int batchSize) implements Serializable {}

  /**
   * How rows are read.
   *
   * @param standardization whether to scale features and a regressor's label
   * @param skipInvalid whether rows with null, NaN or infinite values are dropped instead of
   *     failing the fit
   * @param validationFraction share of the rows that is held out if no column marks them
   */
  public record Data(boolean standardization, boolean skipInvalid, double validationFraction)
      implements Serializable {}

  /**
   * When to stop.
   *
   * @param maxIter most epochs
   * @param tol smallest improvement of the loss that counts
   * @param patience consecutive epochs without improvement before training stops
   */
  public record Stopping(int maxIter, double tol, int patience) implements Serializable {
    /** After so many epochs, and not before. */
    public static Stopping after(int maxIter) {
      return new Stopping(maxIter, 0, Integer.MAX_VALUE);
    }
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
