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
  /** Number of hidden layers; default 2. */
  default IntParam numLayers() {
    return declared().numLayers;
  }

  /** Width of each hidden layer; default 128. */
  default IntParam hiddenDim() {
    return declared().hiddenDim;
  }

  /** Widths of all layers, including input and output; not set by default. */
  default IntArrayParam layers() {
    return declared().layers;
  }

  /** Maximum number of passes over the rows (epochs); default 100. */
  default IntParam maxIter() {
    return declared().maxIter;
  }

  /**
   * Rows of one optimizer step of one replica, and of one engine call when scoring; default 128.
   */
  default IntParam batchSize() {
    return declared().batchSize;
  }

  /** Optimizer; default adamw. */
  default Param<String> solver() {
    return declared().solver;
  }

  /** Learning rate of one replica alone; default 0.001. */
  default DoubleParam stepSize() {
    return declared().stepSize;
  }

  /** Weight decay, on weights and biases alike; default 0. */
  default DoubleParam regParam() {
    return declared().regParam;
  }

  /**
   * Whether training scales features, and a regressor's label, to mean 0 and standard deviation 1;
   * default true.
   */
  default BooleanParam standardization() {
    return declared().standardization;
  }

  /** Random seed; default a hash of the class name. */
  default LongParam seed() {
    return declared().seed;
  }

  /** Column of row weights, 0 or more; not set by default. */
  @Override
  default Param<String> weightCol() {
    return declared().weightCol;
  }

  /** What happens to rows with null, NaN or infinite values; default error. */
  default Param<String> handleInvalid() {
    return declared().handleInvalid;
  }

  /**
   * Boolean column, true for rows to validate on instead of training on them; not set by default.
   */
  default Param<String> validationIndicatorCol() {
    return declared().validationIndicatorCol;
  }

  /** Share of the rows to validate on, drawn by seed; default 0. */
  default DoubleParam validationFraction() {
    return declared().validationFraction;
  }

  /**
   * Smallest improvement that counts, of the validation loss or, without validation rows, of the
   * training loss; default 0.0001.
   */
  default DoubleParam tol() {
    return declared().tol;
  }

  /**
   * Training stops after more than this many epochs in a row without an improvement of tol; default
   * 10.
   */
  default IntParam patience() {
    return declared().patience;
  }

  /** What computes on each node; default auto. */
  default Param<String> engine() {
    return declared().engine;
  }

  /** Replicas that train side by side, or 0 to let Ferro choose; default 0. */
  default IntParam numWorkers() {
    return declared().numWorkers;
  }

  /** Folder for the checkpoints of this fit; not set by default. */
  default Param<String> checkpointDir() {
    return declared().checkpointDir;
  }

  /** Epochs from one checkpoint to the next; default 10. An expert param. */
  default IntParam checkpointInterval() {
    return declared().checkpointInterval;
  }

  /**
   * Path of a saved model to start from, of the same widths, instead of random weights; not set by
   * default. An expert param.
   */
  default Param<String> initialModel() {
    return declared().initialModel;
  }

  /** Momentum of solver sgd; default 0.9. An expert param. */
  default DoubleParam momentum() {
    return declared().momentum;
  }

  /** Steps of each replica between two averages, at most an epoch; default 0. An expert param. */
  default IntParam syncSteps() {
    return declared().syncSteps;
  }

  /** Nesterov momentum of the averages; not set by default. An expert param. */
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
