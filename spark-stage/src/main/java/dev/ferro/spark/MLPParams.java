package dev.ferro.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The params of every multi-layer perceptron stage, estimator or model, beyond Spark's own columns.
 * Names and meanings are Spark's first, then scikit-learn's and PyTorch's.
 */
public interface MLPParams extends HasWeightCol {
  /** The params of this stage. */
  DeclaredParams declared();

  /** Number of hidden layers; 0 or more, default 2. */
  default IntParam numLayers() {
    return declared().numLayers;
  }

  /** Width of each hidden layer; 1 or more, default 128. */
  default IntParam hiddenDim() {
    return declared().hiddenDim;
  }

  /**
   * Widths of all layers, input and output included; two or more, each 1 or more. Overrides
   * numLayers and hiddenDim.
   */
  default IntArrayParam layers() {
    return declared().layers;
  }

  /** Passes over the data; 1 or more, default 100. */
  default IntParam maxIter() {
    return declared().maxIter;
  }

  /**
   * Rows of one optimizer step of one worker, and of one call when scoring; 1 or more, default 128.
   */
  default IntParam batchSize() {
    return declared().batchSize;
  }

  /** Optimizer: adamw (default), adam or sgd. */
  default Param<String> solver() {
    return declared().solver;
  }

  /**
   * Learning rate of one worker alone; from 1e-37 to 1e37, default 0.001. Adam's and AdamW's grow
   * with the workers.
   */
  default DoubleParam stepSize() {
    return declared().stepSize;
  }

  /** Momentum of solver sgd; 0, or from 1e-37 to 0.9999999; default 0.9. */
  default DoubleParam momentum() {
    return declared().momentum;
  }

  /**
   * Decoupled weight decay for adamw, L2 for the other solvers; 0, or from 1e-37 to 1e37; default
   * 0.
   */
  default DoubleParam regParam() {
    return declared().regParam;
  }

  /** Whether training scales features and a regressor's label; default true. */
  default BooleanParam standardization() {
    return declared().standardization;
  }

  /** Random seed: the same seed and input partitioning give the same model on one engine. */
  default LongParam seed() {
    return declared().seed;
  }

  /** Row weights; unset or empty: all rows weigh 1. */
  @Override
  default Param<String> weightCol() {
    return declared().weightCol;
  }

  /** What rows with null, NaN or infinite values get: error (default), skip or keep. */
  default Param<String> handleInvalid() {
    return declared().handleInvalid;
  }

  /** What computes on each node: auto (default), fastest, or the id of one engine. */
  default Param<String> engine() {
    return declared().engine;
  }

  /** Partitions that train side by side; 0 (default): chosen from slots, executors and rows. */
  default IntParam numWorkers() {
    return declared().numWorkers;
  }

  /** Steps of a worker between two averages, at most an epoch; 0 (default): a whole epoch. */
  default IntParam syncSteps() {
    return declared().syncSteps;
  }

  /** Nesterov momentum of the averages; 0, or from 1e-37 to 0.9999999; unset: 0. */
  default DoubleParam outerMomentum() {
    return declared().outerMomentum;
  }

  /** Boolean column, true for rows to validate on; unset or empty: none. */
  default Param<String> validationIndicatorCol() {
    return declared().validationIndicatorCol;
  }

  /** Share of the rows to validate on where no column marks them; in [0, 1), default 0. */
  default DoubleParam validationFraction() {
    return declared().validationFraction;
  }

  /** Improvement of the loss that counts; finite, 0 or more, default 0.0001. */
  default DoubleParam tol() {
    return declared().tol;
  }

  /** Epochs in a row without improvement that are borne; 1 or more, default 10. */
  default IntParam patience() {
    return declared().patience;
  }

  /** Folder for the checkpoints of one fit; unset or empty: none. */
  default Param<String> checkpointDir() {
    return declared().checkpointDir;
  }

  /** Epochs from one checkpoint to the next; 1 or more, default 10. */
  default IntParam checkpointInterval() {
    return declared().checkpointInterval;
  }

  /** Path of a saved model to start from; unset or empty: random weights. */
  default Param<String> initialModel() {
    return declared().initialModel;
  }

  /** Value of {@link #numLayers}. */
  default int getNumLayers() {
    return (int) getOrDefault(numLayers());
  }

  /** Value of {@link #hiddenDim}. */
  default int getHiddenDim() {
    return (int) getOrDefault(hiddenDim());
  }

  /** Value of {@link #layers}; an error when not set. */
  default int[] getLayers() {
    return getOrDefault(layers());
  }

  /** Value of {@link #maxIter}. */
  default int getMaxIter() {
    return (int) getOrDefault(maxIter());
  }

  /** Value of {@link #batchSize}. */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** Value of {@link #solver}. */
  default String getSolver() {
    return getOrDefault(solver());
  }

  /** Value of {@link #stepSize}. */
  default double getStepSize() {
    return (double) getOrDefault(stepSize());
  }

  /** Value of {@link #momentum}. */
  default double getMomentum() {
    return (double) getOrDefault(momentum());
  }

  /** Value of {@link #regParam}. */
  default double getRegParam() {
    return (double) getOrDefault(regParam());
  }

  /** Value of {@link #standardization}. */
  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }

  /** Value of {@link #seed}. */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** Value of {@link #handleInvalid}. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /** Value of {@link #engine}. */
  default String getEngine() {
    return getOrDefault(engine());
  }

  /** Value of {@link #numWorkers}. */
  default int getNumWorkers() {
    return (int) getOrDefault(numWorkers());
  }

  /** Value of {@link #syncSteps}. */
  default int getSyncSteps() {
    return (int) getOrDefault(syncSteps());
  }

  /** Value of {@link #outerMomentum}; an error when not set. */
  default double getOuterMomentum() {
    return (double) getOrDefault(outerMomentum());
  }

  /** Value of {@link #validationIndicatorCol}; an error when not set. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** Value of {@link #validationFraction}. */
  default double getValidationFraction() {
    return (double) getOrDefault(validationFraction());
  }

  /** Value of {@link #tol}. */
  default double getTol() {
    return (double) getOrDefault(tol());
  }

  /** Value of {@link #patience}. */
  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** Value of {@link #checkpointDir}; an error when not set. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /** Value of {@link #checkpointInterval}. */
  default int getCheckpointInterval() {
    return (int) getOrDefault(checkpointInterval());
  }

  /** Value of {@link #initialModel}; an error when not set. */
  default String getInitialModel() {
    return getOrDefault(initialModel());
  }

  /** For Spark's Scala trait only: the param is made in {@link DeclaredParams}. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}
}
