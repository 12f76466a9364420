package dev.ferro.bench.score;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads what scoring reads, and scores nothing.
 *
 * @param all whether every column is read, or the features alone
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
