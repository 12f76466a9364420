package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSize;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.columns.FeaturesColumn;
import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.columns.NamedColumn;
import dev.ferro.spark.internal.fit.FitMemory;
import dev.ferro.spark.internal.fit.Training;
import dev.ferro.spark.internal.fit.TrainingResult;
import dev.ferro.spark.internal.fit.UserCallSite;
import dev.ferro.spark.internal.io.WeightsFolder;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.preparation.Statistics;
import dev.ferro.spark.internal.settings.TrainingColumns;
import dev.ferro.spark.internal.settings.TrainingSettings;
import dev.ferro.spark.internal.settings.TrainingSettings.Averaging;
import dev.ferro.spark.internal.settings.TrainingSettings.Checkpointing;
import dev.ferro.spark.internal.settings.TrainingSettings.Data;
import dev.ferro.spark.internal.settings.TrainingSettings.Step;
import dev.ferro.spark.internal.settings.TrainingSettings.Stopping;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.spark.ml.PredictorParams;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The part that both estimators share: it makes a trained network from a stage and a dataset. */
final class NetworkFitter {
  private NetworkFitter() {}

  /**
   * Trains on the stage's columns of a dataset.
   *
   * @param stage an estimator
   * @param outputs outputs of the network, or 0 if unknown before any row is read
   * @param shape checks the data and gives the network's shape
   */
  static <S extends MLPParams & PredictorParams> TrainingResult run(
      S stage,
      Dataset<?> dataset,
      Loss loss,
      int outputs,
      Function<Statistics, NetworkSpec> shape) {
    UserCallSite callSite = UserCallSite.set(dataset.sparkSession().sparkContext(), stage.uid());
    try {
      return train(stage, dataset, loss, outputs, shape);
    } finally {
      callSite.close();
    }
  }

  private static <S extends MLPParams & PredictorParams> TrainingResult train(
      S stage,
      Dataset<?> dataset,
      Loss loss,
      int outputs,
      Function<Statistics, NetworkSpec> shape) {
    TrainingColumns columns =
        new TrainingColumns(
            stage.getFeaturesCol(),
            stage.getLabelCol(),
            text(stage, stage.weightCol()),
            text(stage, stage.validationIndicatorCol()),
            loss.isClassification());
    StructType schema = dataset.schema();
    NamedColumn weight = named(stage, stage.weightCol(), schema);
    NamedColumn validation = validation(stage, schema);
    Dataset<Row> rows =
        TrainingColumns.select(
            dataset,
            FeaturesColumn.of(schema, columns.features()).in(dataset),
            label(stage, schema).in(dataset).cast("double"),
            weight == null ? functions.lit(1.0) : weight.in(dataset).cast("double"),
            validation == null ? null : validation.in(dataset));
    int inputs = inputs(stage, rows.schema().fields()[0]);
    FitLog.start(stage, schema, columns, inputs);
    TrainingSettings settings = settings(stage);
    KnownShape known = new KnownShape(loss, inputs, outputs);
    NetworkSpec least = known.least(stage);
    FitMemory.of(dataset.sparkSession().sparkContext(), settings).requireLeast(least);
    String path = text(stage, stage.initialModel());
    TrainedNetwork initial =
        path == null
            ? null
            : WeightsFolder.read(path, "model (initialModel)", dataset.sparkSession());
    known.requireFits(initial, least, path);
    return Training.run(
        stage.uid(),
        rows,
        columns,
        settings,
        least,
        initial,
        data -> fitting(initial, path, shape.apply(data)));
  }

  /** Features of a row, from layers or the column's metadata, or 0 if neither has them. */
  private static int inputs(MLPParams stage, StructField features) {
    int size =
        features.dataType().equals(SQLDataTypes.VectorType())
            ? AttributeGroup.fromStructField(features).size()
            : -1;
    return size > 0 ? size : stage.isSet(stage.layers()) ? stage.getLayers()[0] : 0;
  }

  /** The value of a param, or null if it is unset or empty. */
  private static String text(MLPParams stage, Param<String> param) {
    return stage.isDefined(param) && !stage.getOrDefault(param).isEmpty()
        ? stage.getOrDefault(param)
        : null;
  }

  /**
   * Finds every column that training reads.
   *
   * @return the schema with the features declared as a Vector, for Spark's own checks
   * @throws IllegalArgumentException if a column is missing or has a wrong type
   */
  static <S extends MLPParams & PredictorParams> StructType checked(S stage, StructType schema) {
    NamedColumn.requireNoNulls(stage);
    label(stage, schema);
    named(stage, stage.weightCol(), schema);
    validation(stage, schema);
    return FeaturesColumn.of(schema, stage.getFeaturesCol()).asVector(schema);
  }

  /** The label's column. */
  static NamedColumn label(PredictorParams stage, StructType schema) {
    return NamedColumn.of(schema, "labelCol", stage.getLabelCol());
  }

  private static NamedColumn validation(MLPParams stage, StructType schema) {
    NamedColumn column = named(stage, stage.validationIndicatorCol(), schema);
    if (column != null && !column.type().equals(DataTypes.BooleanType)) {
      throw new IllegalArgumentException(
          "[fit] expected a boolean column '"
              + column.name()
              + "' to mark validation rows, got "
              + column.type().catalogString());
    }
    return column;
  }

  /** The column that a param names, or null if it names none. */
  static NamedColumn named(MLPParams stage, Param<String> param, StructType schema) {
    String name = text(stage, param);
    return name == null ? null : NamedColumn.of(schema, param.name(), name);
  }

  static NetworkSpec fitting(TrainedNetwork initial, String path, NetworkSpec shape) {
    if (initial != null && !initial.spec().equals(shape)) {
      throw new IllegalArgumentException(
          "[fit] expected an initialModel of the widths "
              + shape
              + " for "
              + shape.lossText()
              + ", got "
              + initial.spec()
              + " for "
              + initial.spec().lossText()
              + " in "
              + path);
    }
    return shape;
  }

  private static TrainingSettings settings(MLPParams stage) {
    return new TrainingSettings(
        new Step(Solver.of(stage), stage.getBatchSize()),
        new Data(
            stage.getStandardization(),
            InvalidRows.named(stage.getHandleInvalid()).areDropped(),
            text(stage, stage.validationIndicatorCol()) == null
                ? stage.getValidationFraction()
                : 0),
        stage.getSeed(),
        stage.getEngine(),
        new Stopping(stage.getMaxIter(), stage.getTol(), stage.getPatience()),
        new Averaging(
            stage.getNumWorkers(),
            stage.getSyncSteps(),
            stage.isSet(stage.outerMomentum()) ? stage.getOuterMomentum() : Averaging.AUTO,
            Averaging.AUTO),
        new Checkpointing(text(stage, stage.checkpointDir()), stage.getCheckpointInterval()));
  }

  /**
   * The network's shape: {@code layers} if it is set, else hidden layers between the widths of the
   * data.
   *
   * @param outputs outputs that the data need
   */
  static NetworkSpec shape(MLPParams stage, Loss loss, int inputs, int outputs) {
    if (!stage.isSet(stage.layers())) {
      requireSize(stage, inputs, outputs);
      int[] widths = new int[stage.getNumLayers() + 2];
      Arrays.fill(widths, stage.getHiddenDim());
      widths[0] = inputs;
      widths[widths.length - 1] = outputs;
      return NetworkSpec.of(loss, widths);
    }
    int[] layers = stage.getLayers();
    if (layers[0] != inputs) {
      throw new IllegalArgumentException(
          "[fit] expected layers to begin with the "
              + inputs
              + " features of the data, got "
              + layers[0]
              + " in "
              + Arrays.toString(layers));
    }
    if (layers[layers.length - 1] != outputs) {
      throw new IllegalArgumentException(
          "[fit] expected layers to end with the "
              + outputs
              + " outputs of the data, got "
              + layers[layers.length - 1]
              + " in "
              + Arrays.toString(layers));
    }
    return NetworkSpec.of(loss, layers);
  }

  /** Checks the size before it creates an array with that many widths. */
  private static void requireSize(MLPParams stage, int inputs, int outputs) {
    int hidden = stage.getHiddenDim();
    NetworkSize.of(inputs, hidden, stage.getNumLayers(), outputs)
        .require(
            "fit",
            stage.getNumLayers()
                + " hidden layers of "
                + hidden
                + " between "
                + inputs
                + " and "
                + outputs);
  }
}
