package dev.ferro.spark.scoring;

import dev.ferro.spark.rows.FeaturesColumn;
import dev.ferro.spark.rows.InvalidRows;
import dev.ferro.spark.scoring.plan.PlannedScoring;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a model scores a dataset. Two that are equal give the same columns, so that Spark finds what
 * it has cached or planned before.
 *
 * @param uid of the model
 * @param network what scores
 * @param decision what its scores mean
 * @param featuresCol the column that holds the features
 * @param batchSize rows of a call to the engine, at least 1
 * @param engine engine id or auto
 * @param handleInvalid what rows that cannot be scored get
 */
public record Scoring(
    String uid,
    TrainedNetwork network,
    Decision decision,
    String featuresCol,
    int batchSize,
    String engine,
    InvalidRows handleInvalid)
    implements Serializable {

  /**
   * Appends a model's output to every row; lazily, as columns that Spark may drop, or compute after
   * a filter.
   *
   * @param data rows with the features
   * @param schema the data's schema with the output columns appended
   * @param outputs what those columns hold
   */
  public Dataset<Row> transform(Dataset<?> data, StructType schema, List<ScoreOutput> outputs) {
    if (outputs.isEmpty()) {
      return data.toDF();
    }
    Column features = FeaturesColumn.of(data.schema(), featuresCol).in(data);
    ScoreColumns columns =
        PlannedScoring.isPossible(data)
            ? PlannedScoring.columns(this, features, data)
            : RowScoring.columns(this, features, data);
    return append(columns, schema, outputs);
  }

  Dataset<Row> append(ScoreColumns columns, StructType schema, List<ScoreOutput> outputs) {
    Column[] all = new Column[outputs.size() + 1];
    all[0] = functions.col("*");
    for (int i = 0; i < outputs.size(); i++) {
      StructField field = schema.fields()[schema.length() - outputs.size() + i];
      all[i + 1] = columns.of(outputs.get(i)).as(field.name(), field.metadata());
    }
    Dataset<Row> rows = columns.rows();
    Dataset<Row> used =
        handleInvalid.areDropped() ? rows.where(columns.of(ScoreOutput.VALID)) : rows;
    return columns.visible(used.select(all));
  }

  /** Whether invalid rows fail the job. */
  public boolean refusesInvalid() {
    return handleInvalid.failScoring();
  }

  /** The error for a row that cannot be scored. */
  public IllegalArgumentException invalid(String problem) {
    return InvalidFeatures.error(network.spec().inputWidth(), featuresCol, problem, "");
  }
}
