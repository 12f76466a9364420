package dev.ferro.bench.score;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One that reads a table, scores it or not, and gives the columns wanted. */
interface Scorer {
  /** Its id, for tables and programs. */
  String runner();

  /** The columns that somebody who scores wants, lazily. */
  Dataset<Row> scored(Dataset<Row> rows);

  /** Does it all once, and drops what comes out. */
  default void run(Dataset<Row> rows) {
    scored(rows).write().format("noop").mode("overwrite").save();
  }
}
