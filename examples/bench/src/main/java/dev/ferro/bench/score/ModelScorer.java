package dev.ferro.bench.score;

import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A Spark ML model's {@code transform}.
 *
 * @param all whether to compute every column, or only the prediction
 */
record ModelScorer(String runner, Model<?> model, boolean all) implements Scorer {
  @Override
  public Dataset<Row> scored(Dataset<Row> rows) {
    Dataset<Row> scored = model.transform(rows);
    return all ? scored : scored.select("prediction");
  }
}
