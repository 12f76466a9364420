package dev.ferro.spark;

import dev.ferro.engine.Engines;
import dev.ferro.spark.rows.InvalidRows;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.shared.HasWeightCol;
import scala.Function1;

/**
 * The params of every multi-layer perceptron stage, estimator or model, beyond Spark's own columns.
 * Names and meanings are Spark's first, then scikit-learn's and PyTorch's.
 */
public interface MLPParams extends HasWeightCol {
  /** A stage's params, made once when the stage is. */
  final class Declared implements Serializable {
    private static final long serialVersionUID = 1L;

    private final IntParam numLayers;
    private final IntParam hiddenDim;
    private final IntArrayParam layers;
    private final IntParam maxIter;
    private final IntParam batchSize;
    private final Param<String> solver;
    private final DoubleParam stepSize;
    private final DoubleParam momentum;
    private final DoubleParam regParam;
    private final BooleanParam standardization;
    private final LongParam seed;
    private final Param<String> weightCol;
    private final Param<String> handleInvalid;
    private final Param<String> engine;
    private final IntParam numWorkers;
    private final IntParam syncSteps;
    private final DoubleParam outerMomentum;
    private final Param<String> validationIndicatorCol;
    private final DoubleParam validationFraction;
    private final DoubleParam tol;
    private final IntParam patience;
    private final Param<String> checkpointDir;
    private final IntParam checkpointInterval;
    private final Param<String> initialModel;

    Declared(Params owner) {
      numLayers =
          new IntParam(
              owner, "numLayers", "number of hidden layers (>= 0)", ParamValidators.gtEq(0));
      hiddenDim =
          new IntParam(
              owner, "hiddenDim", "width of each hidden layer (>= 1)", ParamValidators.gtEq(1));
      layers =
          new IntArrayParam(
              owner,
              "layers",
              "widths of all layers, input and output included; two or more, each >= 1;"
                  + " overrides numLayers and hiddenDim and must fit the data",
              (Function1<int[], Object> & Serializable) Declared::areWidths);
      maxIter =
          new IntParam(
              owner, "maxIter", "passes over the data, or epochs (>= 1)", ParamValidators.gtEq(1));
      batchSize =
          new IntParam(
              owner,
              "batchSize",
              "rows of one optimizer step of one worker, and of one call when scoring (>= 1)",
              ParamValidators.gtEq(1));
      solver =
          new Param<>(
              owner,
              "solver",
              "optimizer: adamw, adam or sgd",
              ParamValidators.inArray(Solver.NAMES));
      stepSize =
          new DoubleParam(
              owner,
              "stepSize",
              "learning rate (> 0) of one worker alone; adam's and adamw's grow with the workers",
              ParamValidators.gt(0));
      momentum =
          new DoubleParam(
              owner,
              "momentum",
              "momentum of solver sgd, in [0, 1)",
              ParamValidators.inRange(0, 1, true, false));
      regParam =
          new DoubleParam(
              owner,
              "regParam",
              "regularization (>= 0): decoupled weight decay for solver adamw, L2 otherwise",
              ParamValidators.gtEq(0));
      standardization =
          new BooleanParam(
              owner,
              "standardization",
              "whether to scale features, and a regressor's label, to mean 0 and deviation 1 while"
                  + " training; the model works on unscaled values all the same");
      seed = new LongParam(owner, "seed", "random seed");
      weightCol =
          new Param<>(
              owner, "weightCol", "row weight column (>= 0); unset or empty: all rows weigh 1");
      handleInvalid =
          new Param<>(
              owner,
              "handleInvalid",
              "what rows with null, NaN or infinite values get: error, skip (drop the row) or keep"
                  + " (null prediction; when training the same as error)",
              ParamValidators.inArray(InvalidRows.names()));
      engine =
          new Param<>(
              owner,
              "engine",
              "what computes on each node: auto (the best one there), fastest (timed there) or one engine's id",
              ParamValidators.inArray(Engines.names().toArray()));
      numWorkers =
          new IntParam(
              owner,
              "numWorkers",
              "partitions that train side by side (>= 1); 0: as many as there are slots, but no more"
                  + " than leave each about 64 steps an epoch",
              ParamValidators.gtEq(0));
      syncSteps =
          new IntParam(
              owner,
              "syncSteps",
              "steps that each worker takes between two averages (>= 1), at most an epoch; 0: an"
                  + " epoch",
              ParamValidators.gtEq(0));
      outerMomentum =
          new DoubleParam(
              owner,
              "outerMomentum",
              "Nesterov momentum of the averages, in [0, 1); unset: chosen by the number of workers",
              ParamValidators.inRange(0, 1, true, false));
      validationIndicatorCol =
          new Param<>(
              owner,
              "validationIndicatorCol",
              "boolean column, true for rows to validate on instead of training on them; unset or"
                  + " empty: none");
      validationFraction =
          new DoubleParam(
              owner,
              "validationFraction",
              "share of the rows to validate on, in [0, 1), drawn by seed, where"
                  + " validationIndicatorCol is not set",
              ParamValidators.inRange(0, 1, true, false));
      tol =
          new DoubleParam(
              owner,
              "tol",
              "improvement of the loss that counts (>= 0): of the validation loss, or without"
                  + " validation rows of the training loss",
              ParamValidators.gtEq(0));
      patience =
          new IntParam(
              owner,
              "patience",
              "training stops after more than this many epochs (>= 1) in a row without an"
                  + " improvement of tol",
              ParamValidators.gtEq(1));
      checkpointDir =
          new Param<>(
              owner,
              "checkpointDir",
              "folder for the checkpoints of this fit, to go on from if it is cut off; unset or"
                  + " empty: none");
      checkpointInterval =
          new IntParam(
              owner,
              "checkpointInterval",
              "epochs from one checkpoint to the next (>= 1)",
              ParamValidators.gtEq(1));
      initialModel =
          new Param<>(
              owner,
              "initialModel",
              "path of a saved model of the same widths to start from; unset or empty: random"
                  + " weights");
      setDefaults(owner);
    }

    private static boolean areWidths(int[] layers) {
      return layers.length > 1 && Arrays.stream(layers).allMatch(width -> width > 0);
    }

    private void setDefaults(Params owner) {
      owner.setDefault(numLayers, 2);
      owner.setDefault(hiddenDim, 128);
      owner.setDefault(maxIter, 100);
      owner.setDefault(batchSize, 128);
      owner.setDefault(solver, Solver.ADAMW);
      owner.setDefault(stepSize, 1e-3);
      owner.setDefault(momentum, 0.9);
      owner.setDefault(regParam, 0.0);
      owner.setDefault(standardization, true);
      owner.setDefault(seed, (long) owner.getClass().getName().hashCode());
      owner.setDefault(handleInvalid, InvalidRows.ERROR);
      owner.setDefault(engine, Engines.AUTO);
      owner.setDefault(numWorkers, 0);
      owner.setDefault(syncSteps, 0);
      owner.setDefault(validationFraction, 0.0);
      owner.setDefault(tol, 1e-4);
      owner.setDefault(patience, 10);
      owner.setDefault(checkpointInterval, 10);
    }
  }

  /** The params of this stage. */
  Declared declared();

  /** Number of hidden layers; 0 or more, default 2. */
  default IntParam numLayers() {
    return declared().numLayers;
  }

  /** Width of each hidden layer; 1 or more, default 128. */
  default IntParam hiddenDim() {
    return declared().hiddenDim;
  }

  /** Widths of all layers, input and output included; overrides numLayers and hiddenDim. */
  default IntArrayParam layers() {
    return declared().layers;
  }

  /** Passes over the data; 1 or more, default 100. */
  default IntParam maxIter() {
    return declared().maxIter;
  }

  /** Rows of one optimizer step of one worker, and of one call when scoring; default 128. */
  default IntParam batchSize() {
    return declared().batchSize;
  }

  /** Optimizer: adamw (default), adam or sgd. */
  default Param<String> solver() {
    return declared().solver;
  }

  /** Learning rate of one worker alone; above 0, default 0.001. Adam's grows with the workers. */
  default DoubleParam stepSize() {
    return declared().stepSize;
  }

  /** Momentum of solver sgd; in [0, 1), default 0.9. */
  default DoubleParam momentum() {
    return declared().momentum;
  }

  /** Decoupled weight decay for adamw, L2 for the other solvers; 0 or more, default 0. */
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

  /** Partitions that train side by side; 0 (default): chosen from slots and rows. */
  default IntParam numWorkers() {
    return declared().numWorkers;
  }

  /** Steps of a worker between two averages; 0 (default): a whole epoch. */
  default IntParam syncSteps() {
    return declared().syncSteps;
  }

  /** Nesterov momentum of the averages, in [0, 1); unset: chosen by the number of workers. */
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

  /** Improvement of the loss that counts; 0 or more, default 0.0001. */
  default DoubleParam tol() {
    return declared().tol;
  }

  /** Epochs without improvement that are borne; 1 or more, default 10. */
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

  /** For Spark's Scala trait only: the param is made in {@link Declared}. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}
}
