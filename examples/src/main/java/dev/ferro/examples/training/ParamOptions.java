package dev.ferro.examples.training;

import dev.ferro.spark.MLPSetters;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The params of a stage as options. A job sets its own defaults. A param that neither the job nor
 * the user sets keeps the stage's default.
 */
final class ParamOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec job;

  @Option(names = "--num-layers", paramLabel = "N", description = "hidden layers")
  private Integer numLayers;

  @Option(names = "--hidden-dim", paramLabel = "N", description = "width of each hidden layer")
  private Integer hiddenDim;

  @Option(
      names = "--layers",
      paramLabel = "N",
      split = ",",
      description = "all widths, input and output included: 64,128,10")
  private int[] layers;

  @Option(names = "--max-iter", paramLabel = "N", description = "epochs")
  private Integer maxIter;

  @Option(names = "--batch-size", paramLabel = "N", description = "rows of one step of one replica")
  private Integer batchSize;

  @Option(names = "--solver", paramLabel = "NAME", description = "adamw, adam or sgd")
  private String solver;

  @Option(names = "--step-size", paramLabel = "X", description = "learning rate")
  private Double stepSize;

  @Option(names = "--momentum", paramLabel = "X", description = "momentum of sgd")
  private Double momentum;

  @Option(
      names = "--reg-param",
      paramLabel = "X",
      description = "decoupled weight decay for adamw, L2 otherwise")
  private Double regParam;

  @Option(
      names = "--standardization",
      paramLabel = "true|false",
      arity = "1",
      description = "scale features (and a regressor's label) while training")
  private Boolean standardization;

  @Option(names = "--seed", paramLabel = "N", description = "random seed of the training")
  private long seed = 1;

  @Option(
      names = "--engine",
      paramLabel = "ID",
      description =
          "what computes on each node: auto, fastest, or the id of one that job 'engines' shows")
  private String engine;

  @Option(
      names = "--num-workers",
      paramLabel = "N",
      description = "replicas that train side by side; 0: chosen by slots, executors and rows")
  private Integer numWorkers;

  /** A job's own default. */
  ParamOptions numLayers(int value) {
    numLayers = value;
    return this;
  }

  /** A job's own default. */
  ParamOptions hiddenDim(int value) {
    hiddenDim = value;
    return this;
  }

  /** A job's own default. */
  ParamOptions maxIter(int value) {
    maxIter = value;
    return this;
  }

  /** A job's own default. */
  ParamOptions batchSize(int value) {
    batchSize = value;
    return this;
  }

  /** A job's own default. */
  ParamOptions stepSize(double value) {
    stepSize = value;
    return this;
  }

  /** A job's own default. */
  ParamOptions regParam(double value) {
    regParam = value;
    return this;
  }

  /** A job's own default. */
  ParamOptions standardization(boolean value) {
    standardization = value;
    return this;
  }

  /** Seed of the training. */
  long seed() {
    return seed;
  }

  /**
   * The stage with these params set.
   *
   * @throws ParameterException if the stage rejects one
   */
  <S extends MLPSetters<S>> S apply(S stage) {
    set(stage, stage.numLayers(), numLayers);
    set(stage, stage.hiddenDim(), hiddenDim);
    set(stage, stage.layers(), layers);
    set(stage, stage.maxIter(), maxIter);
    set(stage, stage.batchSize(), batchSize);
    set(stage, stage.solver(), solver);
    set(stage, stage.stepSize(), stepSize);
    set(stage, stage.momentum(), momentum);
    set(stage, stage.regParam(), regParam);
    set(stage, stage.standardization(), standardization);
    set(stage, stage.engine(), engine);
    set(stage, stage.numWorkers(), numWorkers);
    return stage.setSeed(seed);
  }

  @SuppressWarnings("unchecked")
  private void set(Params stage, Param<?> param, Object value) {
    if (value == null) {
      return;
    }
    try {
      stage.set((Param<Object>) param, value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(job.commandLine(), e.getMessage(), e);
    }
  }
}
