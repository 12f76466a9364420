package dev.ferro.spark;

import org.apache.spark.ml.param.Param;

/**
 * Fluent setters of the estimators.
 *
 * @param <S> the estimator
 */
public interface MLPSetters<S extends MLPSetters<S>> extends MLPParams {
  /** Sets {@link #numLayers}. */
  default S setNumLayers(int value) {
    return with(numLayers(), value);
  }

  /** Sets {@link #hiddenDim}. */
  default S setHiddenDim(int value) {
    return with(hiddenDim(), value);
  }

  /** Sets {@link #layers}. */
  default S setLayers(int[] value) {
    return with(layers(), value == null ? null : value.clone());
  }

  /** Sets {@link #maxIter}. */
  default S setMaxIter(int value) {
    return with(maxIter(), value);
  }

  /** Sets {@link #batchSize}. */
  default S setBatchSize(int value) {
    return with(batchSize(), value);
  }

  /** Sets {@link #solver}. */
  default S setSolver(String value) {
    return with(solver(), value);
  }

  /** Sets {@link #stepSize}. */
  default S setStepSize(double value) {
    return with(stepSize(), value);
  }

  /** Sets {@link #momentum}. */
  default S setMomentum(double value) {
    return with(momentum(), value);
  }

  /** Sets {@link #regParam}. */
  default S setRegParam(double value) {
    return with(regParam(), value);
  }

  /** Sets {@link #standardization}. */
  default S setStandardization(boolean value) {
    return with(standardization(), value);
  }

  /** Sets {@link #seed}. */
  default S setSeed(long value) {
    return with(seed(), value);
  }

  /** Sets {@link #weightCol}. */
  default S setWeightCol(String value) {
    return with(weightCol(), value);
  }

  /** Sets {@link #handleInvalid}. */
  default S setHandleInvalid(String value) {
    return with(handleInvalid(), value);
  }

  /** Sets {@link #engine}. */
  default S setEngine(String value) {
    return with(engine(), value);
  }

  /** Sets {@link #numWorkers}. */
  default S setNumWorkers(int value) {
    return with(numWorkers(), value);
  }

  /** Sets {@link #syncSteps}. */
  default S setSyncSteps(int value) {
    return with(syncSteps(), value);
  }

  /** Sets {@link #outerMomentum}. */
  default S setOuterMomentum(double value) {
    return with(outerMomentum(), value);
  }

  /** Sets {@link #validationIndicatorCol}. */
  default S setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /** Sets {@link #validationFraction}. */
  default S setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  /** Sets {@link #tol}. */
  default S setTol(double value) {
    return with(tol(), value);
  }

  /** Sets {@link #patience}. */
  default S setPatience(int value) {
    return with(patience(), value);
  }

  /** Sets {@link #checkpointDir}. */
  default S setCheckpointDir(String value) {
    return with(checkpointDir(), value);
  }

  /** Sets {@link #checkpointInterval}. */
  default S setCheckpointInterval(int value) {
    return with(checkpointInterval(), value);
  }

  /** Sets {@link #initialModel}. */
  default S setInitialModel(String value) {
    return with(initialModel(), value);
  }

  @SuppressWarnings("unchecked")
  private <T> S with(Param<T> param, Object value) {
    set((Param<Object>) param, value);
    return (S) this;
  }
}
