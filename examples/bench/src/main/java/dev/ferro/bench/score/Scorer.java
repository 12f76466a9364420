package dev.ferro.bench.score;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads a table, scores it or not, and returns columns. */
interface Scorer {
  /** Its id, for tables and programs. */
  String runner();

  /** The columns that scoring adds, lazily. */
  Dataset<Row> scored(Dataset<Row> rows);

  /** Runs once, and drops the result. */
  default void run(Dataset<Row> rows) {
    scored(rows).write().format("noop").mode("overwrite").save();
  }
}
