package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.rows.InvalidRows;
import dev.ferro.spark.training.Statistics;
import dev.ferro.spark.training.Training;
import dev.ferro.spark.training.TrainingColumns;
import dev.ferro.spark.training.TrainingResult;
import dev.ferro.spark.training.TrainingSettings;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.spark.ml.PredictorParams;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What the estimators share: from a stage and a dataset to a trained network. */
final class Fit {
  private Fit() {}

  /**
   * Trains on the stage's columns of a dataset.
   *
   * @param stage an estimator
   * @param shape checks the data and gives the network's shape
   */
  static <S extends MLPParams & PredictorParams> TrainingResult run(
      S stage, Dataset<?> dataset, boolean classes, Function<Statistics, NetworkSpec> shape) {
    String weight =
        stage.isDefined(stage.weightCol()) && !stage.getWeightCol().isEmpty()
            ? stage.getWeightCol()
            : null;
    TrainingColumns columns =
        new TrainingColumns(stage.getFeaturesCol(), stage.getLabelCol(), weight, classes);
    Column one = functions.lit(1.0);
    Dataset<Row> rows =
        dataset.select(
            dataset.col(columns.features()),
            dataset.col(columns.label()).cast("double"),
            weight == null ? one : dataset.col(weight).cast("double"));
    return Training.run(rows, columns, settings(stage), shape);
  }

  private static TrainingSettings settings(MLPParams stage) {
    return new TrainingSettings(
        Solver.of(stage),
        stage.getMaxIter(),
        stage.getBatchSize(),
        stage.getStandardization(),
        stage.getSeed(),
        stage.getEngine(),
        stage.getNumWorkers(),
        stage.getHandleInvalid().equals(InvalidRows.SKIP));
  }

  /**
   * The network's shape: {@code layers} where it is set, else hidden layers between the data's
   * widths.
   *
   * @param outputs what the data asks for
   */
  static NetworkSpec shape(MLPParams stage, Loss loss, int inputs, int outputs) {
    if (!stage.isSet(stage.layers())) {
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
}
