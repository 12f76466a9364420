package dev.ferro.bench.score;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads the same columns as scoring, and scores nothing.
 *
 * @param all whether to read every column, or only the features
 */
record ScanScorer(boolean all) implements Scorer {
  @Override
  public String runner() {
    return "scan";
  }

  @Override
  public Dataset<Row> scored(Dataset<Row> rows) {
    return all ? rows : rows.select("features");
  }
}
