package dev.ferro.bench.spark;

import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains the network of the benchmark. */
interface Trainer {
  /** Its id, for tables and programs. */
  String runner();

  /** Its settings, and what computes. */
  String description();

  /** The numbers of iterations to measure. The last is the whole fit. */
  List<Integer> iterations();

  /** Trains from the start. */
  Model<?> fit(Dataset<Row> rows, int iterations);
}
