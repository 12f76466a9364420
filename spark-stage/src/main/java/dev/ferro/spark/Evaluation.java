package dev.ferro.spark;

import dev.ferro.spark.internal.columns.NamedColumn;
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
 */
record Evaluation(
    Dataset<Row> predictions, String predictionCol, String labelCol, String weightCol) {

  /** Plans the predictions. A model without a prediction column gets one for this. */
  static <M extends PredictionModel<Vector, M> & MLPParams> Evaluation of(
      M model, Dataset<?> dataset) {
    M predicting = model;
    if (model.getPredictionCol().isEmpty()) {
      predicting = model.copy(ParamMap.empty());
      predicting.setPredictionCol("prediction_" + UUID.randomUUID());
    }
    String weightCol =
        model.isDefined(model.weightCol()) ? model.getOrDefault(model.weightCol()) : "";
    return new Evaluation(
        predicting.transform(dataset),
        predicting.getPredictionCol(),
        model.getLabelCol(),
        weightCol);
  }

  /**
   * Prediction, label and weight of each row, as Spark's metrics take them.
   *
   * @throws IllegalArgumentException if the dataset has no such column
   */
  RDD<Tuple3<Object, Object, Object>> rows() {
    JavaRDD<Row> rows =
        predictions
            .select(
                predictions.col("`" + predictionCol.replace("`", "``") + "`"),
                named("labelCol", labelCol),
                weightCol.isEmpty() ? functions.lit(1.0) : named("weightCol", weightCol))
            .javaRDD();
    return rows.map(Evaluation::numbers).rdd();
  }

  private Column named(String param, String name) {
    return NamedColumn.of(predictions.schema(), param, name).in(predictions).cast("double");
  }

  private static Tuple3<Object, Object, Object> numbers(Row row) {
    if (row.anyNull()) {
      throw new IllegalArgumentException(
          "[evaluate] expected a prediction, a label and a weight in every row, got "
              + row
              + " (a null prediction comes from handleInvalid 'keep'; 'skip' drops such rows)");
    }
    return new Tuple3<>(row.getDouble(0), row.getDouble(1), row.getDouble(2));
  }
}
