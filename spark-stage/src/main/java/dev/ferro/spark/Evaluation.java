package dev.ferro.spark;

import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.columns.NamedColumn;
import java.util.UUID;
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
    if (!weightCol.isEmpty()) {
      NamedColumn.of(dataset.schema(), "weightCol", weightCol);
    }
    return new Evaluation(
        predicting.transform(dataset),
        predicting.getPredictionCol(),
        model.getLabelCol(),
        weightCol,
        InvalidRows.named(model.getHandleInvalid()).areDropped());
  }

  /** The rows that a fit reads: with {@code skip}, none whose validation mark is null. */
  static Dataset<?> trainedRows(MLPParams stage, Dataset<?> dataset) {
    if (!InvalidRows.named(stage.getHandleInvalid()).areDropped()
        || !stage.isDefined(stage.validationIndicatorCol())) {
      return dataset;
    }
    String name = stage.getValidationIndicatorCol();
    return dataset.filter(
        NamedColumn.of(dataset.schema(), "validationIndicatorCol", name).in(dataset).isNotNull());
  }

  /**
   * Prediction, label and weight of each row, as Spark's metrics take them. With {@code
   * handleInvalid} {@code skip}, rows whose label or weight training would skip do not count.
   */
  RDD<Tuple3<Object, Object, Object>> rows() {
    Dataset<Row> rows =
        predictions.select(
            predictions.col("`" + predictionCol.replace("`", "``") + "`").as("prediction"),
            named("labelCol", labelCol).as("label"),
            (weightCol.isEmpty() ? functions.lit(1.0) : named("weightCol", weightCol))
                .as("weight"));
    if (skipsInvalid) {
      Column weight = functions.col("weight");
      rows =
          rows.filter(functions.abs(functions.col("label")).lt(Double.POSITIVE_INFINITY))
              .filter(
                  weight
                      .equalTo(0)
                      .or(weight.between((double) Float.MIN_NORMAL, (double) Float.MAX_VALUE)));
    }
    return rows.javaRDD().map(Evaluation::numbers).rdd();
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
