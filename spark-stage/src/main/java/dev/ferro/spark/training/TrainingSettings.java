package dev.ferro.spark.training;

import dev.ferro.engine.OptimizerSpec;
import java.io.Serializable;

/**
 * A stage's params as training takes them.
 *
 * @param optimizer how each step updates
 * @param maxIter epochs
 * @param batchSize rows of one step of one worker
 * @param standardization whether to scale features and a regressor's label
 * @param seed random seed
 * @param engine engine id or auto
 * @param numWorkers partitions that train side by side, or 0 for the default
 * @param skipInvalid whether rows with null, NaN or infinite values are dropped, not an error
 */
public record TrainingSettings(
    OptimizerSpec optimizer,
    int maxIter,
    int batchSize,
    boolean standardization,
    long seed,
    String engine,
    int numWorkers,
    boolean skipInvalid)
    implements Serializable {}
