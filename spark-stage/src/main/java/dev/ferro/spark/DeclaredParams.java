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
import scala.Function1;

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
    numLayers =
        new IntParam(owner, "numLayers", "number of hidden layers (>= 0)", ParamValidators.gtEq(0));
    hiddenDim =
        new IntParam(
            owner, "hiddenDim", "width of each hidden layer (>= 1)", ParamValidators.gtEq(1));
    layers =
        new IntArrayParam(
            owner,
            "layers",
            "widths of all layers, input and output included; two or more, each >= 1;"
                + " overrides numLayers and hiddenDim and must fit the data",
            (Function1<int[], Object> & Serializable) DeclaredParams::areWidths);
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
                + " than have 64 steps and 10 GFLOP each an epoch",
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
