package dev.ferro.spark;

import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.columns.NamedColumn;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/**
 * A model's predictions of a dataset, and the columns that metrics are computed from.
 *
 * @param predictions the dataset with the model's columns
 * @param predictionCol the column of predictions
 * @param labelCol the column of labels
 * @param weightCol the column of weights, or empty if all rows weigh 1
 * @param skipsInvalid whether rows with an invalid label or weight do not count
 */
record Evaluation(
    Dataset<Row> predictions,
    String predictionCol,
    String labelCol,
    String weightCol,
    boolean skipsInvalid) {

  /**
   * Plans the predictions. A model without a prediction column gets one for this.
   *
   * @throws IllegalArgumentException if the dataset lacks the label or weight column
   */
  static <M extends PredictionModel<Vector, M> & MLPParams> Evaluation of(
      M model, Dataset<?> dataset) {
    M predicting = model;
    if (model.getPredictionCol().isEmpty()) {
      predicting = model.copy(ParamMap.empty());
      predicting.setPredictionCol("prediction_" + UUID.randomUUID());
    }
    String weightCol =
        model.isDefined(model.weightCol()) ? model.getOrDefault(model.weightCol()) : "";
    NamedColumn.of(dataset.schema(), "labelCol", model.getLabelCol());
    NetworkFitter.named(model, model.weightCol(), dataset.schema());
    return new Evaluation(
        predicting.transform(dataset),
        predicting.getPredictionCol(),
        model.getLabelCol(),
        weightCol,
        InvalidRows.named(model.getHandleInvalid()).areDropped());
  }

  /** The rows that a fit reads: with {@code skip}, none whose validation mark is null. */
  static Dataset<?> trainedRows(MLPParams stage, Dataset<?> dataset) {
    NamedColumn mark = NetworkFitter.named(stage, stage.validationIndicatorCol(), dataset.schema());
    return mark == null || !InvalidRows.named(stage.getHandleInvalid()).areDropped()
        ? dataset
        : dataset.filter(mark.in(dataset).isNotNull());
  }

  /**
   * Prediction, label and weight of each row, as Spark's metrics take them. With {@code
   * handleInvalid} {@code skip}, rows whose label or weight training would skip do not count.
   */
  RDD<Tuple3<Object, Object, Object>> rows() {
    JavaRDD<Row> rows =
        predictions
            .select(
                predictions.col("`" + predictionCol.replace("`", "``") + "`"),
                named("labelCol", labelCol),
                weightCol.isEmpty() ? functions.lit(1.0) : named("weightCol", weightCol))
            .javaRDD();
    JavaRDD<Row> counted = skipsInvalid ? rows.filter(Evaluation::trains) : rows;
    return counted.map(Evaluation::numbers).rdd();
  }

  private static boolean trains(Row row) {
    return !row.isNullAt(1)
        && Double.isFinite(row.getDouble(1))
        && !row.isNullAt(2)
        && TrainingColumns.isWeight(row.getDouble(2));
  }

  /** The failure of a summary that has passed through serialization, which leaves the dataset. */
  static IllegalStateException lost() {
    return new IllegalStateException(
        "[summary] expected the dataset, got a deserialized summary, which has none"
            + " (model.evaluate(dataset) gives the metrics)");
  }

  private Column named(String param, String name) {
    return NamedColumn.of(predictions.schema(), param, name).in(predictions).cast("double");
  }

  private static Tuple3<Object, Object, Object> numbers(Row row) {
    if (row.isNullAt(0)) {
      throw refused(
          "a prediction",
          row,
          "handleInvalid 'keep' gives null for invalid features, and scores beyond float32 are"
              + " null");
    }
    if (row.isNullAt(1) || !Double.isFinite(row.getDouble(1))) {
      throw refused("a finite label", row, "handleInvalid 'skip' leaves out such rows");
    }
    if (row.isNullAt(2) || !(row.getDouble(2) >= 0 && Double.isFinite(row.getDouble(2)))) {
      throw refused(
          "a finite weight of 0 or more", row, "handleInvalid 'skip' leaves out such rows");
    }
    return new Tuple3<>(row.getDouble(0), row.getDouble(1), row.getDouble(2));
  }

  private static IllegalArgumentException refused(String expected, Row row, String remedy) {
    return new IllegalArgumentException(
        "[evaluate] expected "
            + expected
            + " in every row, got prediction "
            + row.get(0)
            + ", label "
            + row.get(1)
            + ", weight "
            + row.get(2)
            + " ("
            + remedy
            + ")");
  }
}
