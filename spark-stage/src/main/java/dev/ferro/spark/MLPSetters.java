package dev.ferro.spark;

import org.apache.spark.ml.param.Param;

/**
 * Fluent setters of the estimators.
 *
 * @param <S> the estimator
 */
public interface MLPSetters<S extends MLPSetters<S>> extends MLPParams {
  // Generated from DeclaredParams: see CONTRIBUTING.md, "Adding a param".
  /** Sets {@link #numLayers}. Number of hidden layers. 0 or more; default 2. */
  default S setNumLayers(int value) {
    return with(numLayers(), value);
  }

  /** Sets {@link #hiddenDim}. Width of each hidden layer. 1 or more; default 128. */
  default S setHiddenDim(int value) {
    return with(hiddenDim(), value);
  }

  /**
   * Sets {@link #layers}. Widths of all layers, including input and output. They override numLayers
   * and hiddenDim, and must fit the data. Two widths or more, each 1 or more; not set by default.
   */
  default S setLayers(int[] value) {
    return with(layers(), value == null ? null : value.clone());
  }

  /**
   * Sets {@link #maxIter}. Maximum number of passes over the rows (epochs). 1 or more; default 100.
   */
  default S setMaxIter(int value) {
    return with(maxIter(), value);
  }

  /**
   * Sets {@link #batchSize}. Rows of one optimizer step of one replica, and of one engine call when
   * scoring. 1 or more; default 128.
   */
  default S setBatchSize(int value) {
    return with(batchSize(), value);
  }

  /** Sets {@link #solver}. Optimizer. One of adamw, adam, sgd; default adamw. */
  default S setSolver(String value) {
    return with(solver(), value);
  }

  /**
   * Sets {@link #stepSize}. Learning rate of one replica alone. For adam and adamw it grows with
   * the replicas. From 1e-37 to 1e37; default 0.001.
   */
  default S setStepSize(double value) {
    return with(stepSize(), value);
  }

  /**
   * Sets {@link #regParam}. Weight decay, on weights and biases alike: decoupled for solver adamw,
   * L2 for the others. 0, or from 1e-37 to 1e37; default 0.
   */
  default S setRegParam(double value) {
    return with(regParam(), value);
  }

  /**
   * Sets {@link #standardization}. Whether training scales features, and a regressor's label, to
   * mean 0 and standard deviation 1. The model takes unscaled values either way. True or false;
   * default true.
   */
  default S setStandardization(boolean value) {
    return with(standardization(), value);
  }

  /**
   * Sets {@link #seed}. Random seed. With one engine and one input partitioning, the same seed
   * gives the same model. A whole number; default a hash of the class name.
   */
  default S setSeed(long value) {
    return with(seed(), value);
  }

  /**
   * Sets {@link #weightCol}. Column of row weights, 0 or more. If unset, all rows weigh 1. A
   * column's name, or empty for none; not set by default.
   */
  default S setWeightCol(String value) {
    return with(weightCol(), value);
  }

  /**
   * Sets {@link #handleInvalid}. What happens to rows with null, NaN or infinite values: error
   * fails, skip drops them, keep gives them a null prediction (and fails in training). One of
   * error, skip, keep; default error.
   */
  default S setHandleInvalid(String value) {
    return with(handleInvalid(), value);
  }

  /**
   * Sets {@link #validationIndicatorCol}. Boolean column, true for rows to validate on instead of
   * training on them. A column's name, or empty for none; not set by default.
   */
  default S setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /**
   * Sets {@link #validationFraction}. Share of the rows to validate on, drawn by seed.
   * validationIndicatorCol overrides it. 0 or more, and less than 1; default 0.
   */
  default S setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  /**
   * Sets {@link #tol}. Smallest improvement that counts, of the validation loss or, without
   * validation rows, of the training loss. A finite number, 0 or more; default 0.0001.
   */
  default S setTol(double value) {
    return with(tol(), value);
  }

  /**
   * Sets {@link #patience}. Training stops after more than this many epochs in a row without an
   * improvement of tol. 1 or more; default 10.
   */
  default S setPatience(int value) {
    return with(patience(), value);
  }

  /**
   * Sets {@link #engine}. What computes on each node: auto takes the best engine there, fastest
   * takes the winner of a short race, an id takes that engine. Auto, fastest or an engine's id;
   * default auto.
   */
  default S setEngine(String value) {
    return with(engine(), value);
  }

  /**
   * Sets {@link #numWorkers}. Replicas that train side by side, or 0 to let Ferro choose. Ferro
   * takes one for each slot, or three if several executors share many rows. It takes fewer if they
   * do not fit in memory, or have less than 64 steps and 10 GFLOP each in an epoch. 0 or more;
   * default 0.
   */
  default S setNumWorkers(int value) {
    return with(numWorkers(), value);
  }

  /**
   * Sets {@link #checkpointDir}. Folder for the checkpoints of this fit. A fit that was cut off
   * continues from there. A path, or empty for none; not set by default.
   */
  default S setCheckpointDir(String value) {
    return with(checkpointDir(), value);
  }

  /**
   * Sets {@link #checkpointInterval}. Epochs from one checkpoint to the next. 1 or more; default
   * 10. An expert param.
   */
  default S setCheckpointInterval(int value) {
    return with(checkpointInterval(), value);
  }

  /**
   * Sets {@link #initialModel}. Path of a saved model to start from, of the same widths, instead of
   * random weights. A path, or empty for none; not set by default. An expert param.
   */
  default S setInitialModel(String value) {
    return with(initialModel(), value);
  }

  /**
   * Sets {@link #momentum}. Momentum of solver sgd. 0, or from 1e-37 to 0.9999999; default 0.9. An
   * expert param.
   */
  default S setMomentum(double value) {
    return with(momentum(), value);
  }

  /**
   * Sets {@link #syncSteps}. Steps of each replica between two averages, at most an epoch. 0 is an
   * epoch. 0 or more; default 0. An expert param.
   */
  default S setSyncSteps(int value) {
    return with(syncSteps(), value);
  }

  /**
   * Sets {@link #outerMomentum}. Nesterov momentum of the averages. Unset means 0. 0, or from 1e-37
   * to 0.9999999; not set by default. An expert param.
   */
  default S setOuterMomentum(double value) {
    return with(outerMomentum(), value);
  }

  // End of the generated part.

  @SuppressWarnings("unchecked")
  private <T> S with(Param<T> param, Object value) {
    set((Param<Object>) param, value);
    return (S) this;
  }
}
