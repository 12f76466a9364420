package dev.ferro.examples.cluster.jobs;

import dev.ferro.spark.MLPClassificationModel;
import org.apache.spark.sql.SparkSession;

/** Scores a table of files. */
public final class ScoreFiles {
  private ScoreFiles() {}

  /**
   * Scores.
   *
   * @param args the folders of the saved model, of Parquet files with {@code features}, and for
   *     Parquet files of the other columns with their scores
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      MLPClassificationModel.load(args[0])
          .transform(spark.read().parquet(args[1]))
          .drop("features")
          .write()
          .parquet(args[2]);
    }
  }
}
