package dev.ferro.spark;

import dev.ferro.spark.internal.columns.InvalidRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * A stage's params, created with the stage. Each param is declared here once, with name, range,
 * meaning and default. Accessors, setters and tables are generated: see CONTRIBUTING, "Adding a
 * param".
 */
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

  private final ArrayList<DeclaredParam> all = new ArrayList<>();

  DeclaredParams(Params owner) {
    ParamKinds everyday = new ParamKinds(owner, all);
    ParamKinds scoring = everyday.scoring();
    ParamKinds expert = everyday.expert();
    numLayers = everyday.count("numLayers", "number of hidden layers", 0, 2);
    hiddenDim = everyday.count("hiddenDim", "width of each hidden layer", 1, 128);
    layers =
        everyday.widths(
            "layers",
            "widths of all layers, including input and output. They override numLayers and"
                + " hiddenDim, and must fit the data");
    maxIter = everyday.count("maxIter", "maximum number of passes over the rows (epochs)", 1, 100);
    batchSize =
        scoring.count(
            "batchSize",
            "rows of one optimizer step of one replica, and of one engine call when scoring",
            1,
            128);
    solver = everyday.choice("solver", "optimizer", List.of(Solver.names()), Solver.ADAMW.param());
    stepSize =
        everyday.positive(
            "stepSize",
            "learning rate of one replica alone. For adam and adamw it grows with the replicas",
            1e-3);
    regParam =
        everyday.zeroOrPositive(
            "regParam",
            "weight decay, on weights and biases alike: decoupled for solver adamw, L2 for the"
                + " others",
            0.0);
    standardization =
        everyday.flag(
            "standardization",
            "whether training scales features, and a regressor's label, to mean 0 and standard"
                + " deviation 1. The model takes unscaled values either way",
            true);
    seed =
        everyday.seed(
            "seed",
            "random seed. With one engine and one input partitioning, the same seed gives the same"
                + " model");
    weightCol =
        everyday.column(
            "weightCol", "column of row weights, 0 or more. If unset, all rows weigh 1");
    handleInvalid =
        scoring.choice(
            "handleInvalid",
            "what happens to rows with null, NaN or infinite values: error fails, skip drops them,"
                + " keep gives them a null prediction (and fails in training)",
            List.of(InvalidRows.names()),
            InvalidRows.ERROR.param());
    validationIndicatorCol =
        everyday.column(
            "validationIndicatorCol",
            "boolean column, true for rows to validate on instead of training on them");
    validationFraction =
        everyday.fraction(
            "validationFraction",
            "share of the rows to validate on, drawn by seed. validationIndicatorCol overrides it",
            0.0);
    tol =
        everyday.tolerance(
            "tol",
            "smallest improvement that counts, of the validation loss or, without validation rows,"
                + " of the training loss",
            1e-4);
    patience =
        everyday.count(
            "patience",
            "training stops after more than this many epochs in a row without an improvement of"
                + " tol",
            1,
            10);
    engine =
        scoring.engine(
            "engine",
            "what computes on each node: auto takes the best engine there, fastest takes the winner"
                + " of a short race, an id takes that engine");
    numWorkers =
        everyday.count(
            "numWorkers",
            "replicas that train side by side, or 0 to let Ferro choose. Ferro takes one for each"
                + " slot, or three if several executors share many rows. It takes fewer if they do"
                + " not fit in memory, or have less than 64 steps and 10 GFLOP each in an epoch",
            0,
            0);
    checkpointDir =
        everyday.path(
            "checkpointDir",
            "folder for the checkpoints of this fit. A fit that was cut off continues from there");
    checkpointInterval =
        expert.count("checkpointInterval", "epochs from one checkpoint to the next", 1, 10);
    initialModel =
        expert.path(
            "initialModel",
            "path of a saved model to start from, of the same widths, instead of random weights");
    momentum = expert.momentum("momentum", "momentum of solver sgd", 0.9);
    syncSteps =
        expert.count(
            "syncSteps",
            "steps of each replica between two averages, at most an epoch. 0 is an epoch",
            0,
            0);
    outerMomentum =
        expert.momentum("outerMomentum", "Nesterov momentum of the averages. Unset means 0", null);
  }

  /** The params one by one, in the order of the documentation. */
  public List<DeclaredParam> all() {
    return List.copyOf(all);
  }
}
