package dev.ferro.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The params of every multi-layer perceptron stage, estimator or model, in addition to Spark's own
 * columns. Names and meanings follow Spark first, then scikit-learn and PyTorch.
 */
public interface MLPParams extends HasWeightCol {
  /** The params of this stage. */
  DeclaredParams declared();

  // Generated from DeclaredParams: see CONTRIBUTING.md, "Adding a param".
  /** Number of hidden layers. 0 or more. Default: 2. */
  default IntParam numLayers() {
    return declared().numLayers;
  }

  /** Width of each hidden layer. 1 or more. Default: 128. */
  default IntParam hiddenDim() {
    return declared().hiddenDim;
  }

  /**
   * Widths of all layers, including input and output. They override numLayers and hiddenDim, and
   * must fit the data. Two widths or more, each 1 or more. Not set by default.
   */
  default IntArrayParam layers() {
    return declared().layers;
  }

  /** Maximum number of passes over the rows (epochs). 1 or more. Default: 100. */
  default IntParam maxIter() {
    return declared().maxIter;
  }

  /**
   * Rows of one optimizer step of one replica, and of one engine call when scoring. 1 or more.
   * Default: 128.
   */
  default IntParam batchSize() {
    return declared().batchSize;
  }

  /** Optimizer. One of adamw, adam, sgd. Default: adamw. */
  default Param<String> solver() {
    return declared().solver;
  }

  /**
   * Learning rate of one replica alone. For adam and adamw it grows with the replicas. From 1e-37
   * to 1e37. Default: 0.001.
   */
  default DoubleParam stepSize() {
    return declared().stepSize;
  }

  /**
   * Weight decay, on weights and biases alike: decoupled for solver adamw, L2 for the others. 0, or
   * from 1e-37 to 1e37. Default: 0.
   */
  default DoubleParam regParam() {
    return declared().regParam;
  }

  /**
   * Whether training scales features, and a regressor's label, to mean 0 and standard deviation 1.
   * The model takes unscaled values either way. True or false. Default: true.
   */
  default BooleanParam standardization() {
    return declared().standardization;
  }

  /**
   * Random seed. With one engine and one input partitioning, the same seed gives the same model. A
   * whole number. Default: a hash of the class name.
   */
  default LongParam seed() {
    return declared().seed;
  }

  /**
   * Column of row weights, 0 or more. If unset, all rows weigh 1. A column's name, or empty for
   * none. Not set by default.
   */
  @Override
  default Param<String> weightCol() {
    return declared().weightCol;
  }

  /**
   * What happens to rows with null, NaN or infinite values: error fails, skip drops them, keep
   * gives them a null prediction (and fails in training). One of error, skip, keep. Default: error.
   */
  default Param<String> handleInvalid() {
    return declared().handleInvalid;
  }

  /**
   * Boolean column, true for rows to validate on instead of training on them. A column's name, or
   * empty for none. Not set by default.
   */
  default Param<String> validationIndicatorCol() {
    return declared().validationIndicatorCol;
  }

  /**
   * Share of the rows to validate on, drawn by seed. validationIndicatorCol overrides it. 0 or
   * more, and less than 1. Default: 0.
   */
  default DoubleParam validationFraction() {
    return declared().validationFraction;
  }

  /**
   * Smallest improvement that counts, of the validation loss or, without validation rows, of the
   * training loss. A finite number, 0 or more. Default: 0.0001.
   */
  default DoubleParam tol() {
    return declared().tol;
  }

  /**
   * Training stops after more than this many epochs in a row without an improvement of tol. 1 or
   * more. Default: 10.
   */
  default IntParam patience() {
    return declared().patience;
  }

  /**
   * What computes on each node: auto takes the best engine there, fastest takes the winner of a
   * short race, an id takes that engine. Auto, fastest or an engine's id. Default: auto.
   */
  default Param<String> engine() {
    return declared().engine;
  }

  /**
   * Replicas that train side by side, or 0 to let Ferro choose. Ferro takes one for each slot, or
   * three if several executors share many rows. It takes fewer if they do not fit in memory, or
   * have less than 64 steps and 10 GFLOP each in an epoch. 0 or more. Default: 0.
   */
  default IntParam numWorkers() {
    return declared().numWorkers;
  }

  /**
   * Folder for the checkpoints of this fit. A fit that was cut off continues from there. A path, or
   * empty for none. Not set by default.
   */
  default Param<String> checkpointDir() {
    return declared().checkpointDir;
  }

  /** Epochs from one checkpoint to the next. 1 or more. Default: 10. An expert param. */
  default IntParam checkpointInterval() {
    return declared().checkpointInterval;
  }

  /**
   * Path of a saved model to start from, of the same widths, instead of random weights. A path, or
   * empty for none. Not set by default. An expert param.
   */
  default Param<String> initialModel() {
    return declared().initialModel;
  }

  /** Momentum of solver sgd. 0, or from 1e-37 to 0.9999999. Default: 0.9. An expert param. */
  default DoubleParam momentum() {
    return declared().momentum;
  }

  /**
   * Steps of each replica between two averages, at most an epoch. 0 is an epoch. 0 or more.
   * Default: 0. An expert param.
   */
  default IntParam syncSteps() {
    return declared().syncSteps;
  }

  /**
   * Nesterov momentum of the averages. Unset means 0. 0, or from 1e-37 to 0.9999999. Not set by
   * default. An expert param.
   */
  default DoubleParam outerMomentum() {
    return declared().outerMomentum;
  }

  /** Value of {@link #numLayers}. */
  default int getNumLayers() {
    return (int) getOrDefault(numLayers());
  }

  /** Value of {@link #hiddenDim}. */
  default int getHiddenDim() {
    return (int) getOrDefault(hiddenDim());
  }

  /** Value of {@link #layers}. An error if it is not set. */
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

  /** Value of {@link #validationIndicatorCol}. An error if it is not set. */
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

  /** Value of {@link #engine}. */
  default String getEngine() {
    return getOrDefault(engine());
  }

  /** Value of {@link #numWorkers}. */
  default int getNumWorkers() {
    return (int) getOrDefault(numWorkers());
  }

  /** Value of {@link #checkpointDir}. An error if it is not set. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /** Value of {@link #checkpointInterval}. */
  default int getCheckpointInterval() {
    return (int) getOrDefault(checkpointInterval());
  }

  /** Value of {@link #initialModel}. An error if it is not set. */
  default String getInitialModel() {
    return getOrDefault(initialModel());
  }

  /** Value of {@link #momentum}. */
  default double getMomentum() {
    return (double) getOrDefault(momentum());
  }

  /** Value of {@link #syncSteps}. */
  default int getSyncSteps() {
    return (int) getOrDefault(syncSteps());
  }

  /** Value of {@link #outerMomentum}. An error if it is not set. */
  default double getOuterMomentum() {
    return (double) getOrDefault(outerMomentum());
  }

  // End of the generated part.

  /** Required by Spark's Scala trait, and empty: {@link DeclaredParams} creates the param. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}
}
