package dev.ferro.spark;

import dev.ferro.spark.internal.columns.FeaturesColumn;
import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.scoring.RowScoring;
import dev.ferro.spark.internal.scoring.ScoreColumns;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import dev.ferro.spark.internal.scoring.plan.PlannedScoring;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Scores datasets: in the plan node if this Spark supports it, else row by row. */
final class DatasetScoring {
  private DatasetScoring() {}

  /** How a model scores a dataset with its current params. */
  static Scoring of(MLPModel<?, ?> model, Decision decision, String featuresCol) {
    return new Scoring(
        model.uid(),
        model.network(),
        decision,
        featuresCol,
        model.getBatchSize(),
        model.getEngine(),
        InvalidRows.named(model.getHandleInvalid()));
  }

  /**
   * Appends a model's output to every row. The columns are lazy: Spark may drop them, or compute
   * them after a filter.
   *
   * @param data rows with the features
   * @param schema the data's schema with the output columns appended
   * @param outputs what those columns hold
   */
  static Dataset<Row> transform(
      Scoring scoring, Dataset<?> data, StructType schema, List<ScoreOutput> outputs) {
    if (outputs.isEmpty()) {
      return data.toDF();
    }
    Column features = FeaturesColumn.of(data.schema(), scoring.featuresCol()).in(data);
    ScoreColumns columns =
        PlannedScoring.isPossible(data)
            ? PlannedScoring.columns(scoring, features, data)
            : RowScoring.columns(scoring, features, data);
    return columns.append(scoring.skipsInvalid(), schema, outputs);
  }
}
