package dev.ferro.spark;

import dev.ferro.engine.Engines;
import dev.ferro.spark.rows.InvalidRows;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** A stage's params, made once when the stage is. */
public final class DeclaredParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final IntParam numLayers;
  final IntParam hiddenDim;
  final IntArrayParam layers;
  final IntParam maxIter;
  final IntParam batchSize;
  final Param<String> solver;
  final DoubleParam stepSize;
  final DoubleParam momentum;
  final DoubleParam regParam;
  final BooleanParam standardization;
  final LongParam seed;
  final Param<String> weightCol;
  final Param<String> handleInvalid;
  final Param<String> engine;
  final IntParam numWorkers;
  final IntParam syncSteps;
  final DoubleParam outerMomentum;
  final Param<String> validationIndicatorCol;
  final DoubleParam validationFraction;
  final DoubleParam tol;
  final IntParam patience;
  final Param<String> checkpointDir;
  final IntParam checkpointInterval;
  final Param<String> initialModel;

  DeclaredParams(Params owner) {
    ParamKinds kinds = new ParamKinds(owner);
    numLayers = kinds.count("numLayers", "number of hidden layers", 0);
    hiddenDim = kinds.count("hiddenDim", "width of each hidden layer", 1);
    layers =
        kinds.widths(
            "layers",
            "widths of all layers, input and output included, which override numLayers and"
                + " hiddenDim and must fit the data");
    maxIter = kinds.count("maxIter", "passes over the data, or epochs", 1);
    batchSize =
        kinds.count(
            "batchSize",
            "rows of one optimizer step of one worker, and of one call when scoring",
            1);
    solver = kinds.choice("solver", "optimizer", List.of(Solver.names()));
    stepSize =
        kinds.positive(
            "stepSize",
            "learning rate of one worker alone; adam's and adamw's grow with the workers");
    momentum = kinds.momentum("momentum", "momentum of solver sgd");
    regParam =
        kinds.zeroOrPositive(
            "regParam", "regularization, decoupled weight decay for solver adamw, L2 otherwise");
    standardization =
        kinds.flag(
            "standardization",
            "whether to scale features, and a regressor's label, to mean 0 and deviation 1 while"
                + " training; the model works on unscaled values all the same");
    seed = kinds.whole("seed", "random seed");
    weightCol = kinds.column("weightCol", "row weights of 0 or more; without it all rows weigh 1");
    handleInvalid =
        kinds.choice(
            "handleInvalid",
            "what rows with null, NaN or infinite values get: an error, skip drops the row, keep"
                + " gives it a null prediction (when training the same as error)",
            List.of(InvalidRows.names()));
    engine =
        kinds.choice(
            "engine",
            "what computes on each node: auto is the best one there, fastest the winner of a race"
                + " there, an id that engine",
            Engines.names());
    numWorkers =
        kinds.count(
            "numWorkers",
            "partitions that train side by side. With 0 there is one for each slot, or three where"
                + " several executors share many rows, but no more than have 64 steps and"
                + " 10 GFLOP each in an epoch, or than memory holds",
            0);
    syncSteps =
        kinds.count(
            "syncSteps",
            "steps that each worker takes between two averages, at most an epoch; 0 is an epoch",
            0);
    outerMomentum =
        kinds.momentum("outerMomentum", "Nesterov momentum of the averages; unset is 0");
    validationIndicatorCol =
        kinds.column(
            "validationIndicatorCol",
            "boolean column, true for rows to validate on instead of training on them");
    validationFraction =
        kinds.fraction(
            "validationFraction",
            "share of the rows to validate on, drawn by seed, where validationIndicatorCol is not"
                + " set");
    tol =
        kinds.tolerance(
            "tol",
            "improvement of the loss that counts: of the validation loss, or without validation"
                + " rows of the training loss");
    patience =
        kinds.count(
            "patience",
            "training stops after more than this many epochs in a row without an improvement of"
                + " tol",
            1);
    checkpointDir =
        kinds.path(
            "checkpointDir",
            "folder for the checkpoints of this fit, to go on from if it is cut off");
    checkpointInterval =
        kinds.count("checkpointInterval", "epochs from one checkpoint to the next", 1);
    initialModel =
        kinds.path(
            "initialModel",
            "saved model of the same widths to start from, instead of random weights");
    setDefaults(owner);
  }

  private void setDefaults(Params owner) {
    owner.setDefault(numLayers, 2);
    owner.setDefault(hiddenDim, 128);
    owner.setDefault(maxIter, 100);
    owner.setDefault(batchSize, 128);
    owner.setDefault(solver, Solver.ADAMW.param());
    owner.setDefault(stepSize, 1e-3);
    owner.setDefault(momentum, 0.9);
    owner.setDefault(regParam, 0.0);
    owner.setDefault(standardization, true);
    owner.setDefault(seed, (long) owner.getClass().getName().hashCode());
    owner.setDefault(handleInvalid, InvalidRows.ERROR.param());
    owner.setDefault(engine, Engines.AUTO);
    owner.setDefault(numWorkers, 0);
    owner.setDefault(syncSteps, 0);
    owner.setDefault(validationFraction, 0.0);
    owner.setDefault(tol, 1e-4);
    owner.setDefault(patience, 10);
    owner.setDefault(checkpointInterval, 10);
  }
}
