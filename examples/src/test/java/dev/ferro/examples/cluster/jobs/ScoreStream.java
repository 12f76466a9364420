package dev.ferro.examples.cluster.jobs;

import dev.ferro.spark.MLPClassificationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Scores a stream of files, two in a batch, until it has seen all; goes on where it was cut off.
 */
public final class ScoreStream {
  private ScoreStream() {}

  /**
   * Scores.
   *
   * @param args the folders of the saved model, of Parquet files with {@code features}, for Parquet
   *     files of the other columns with their scores, and for the checkpoint
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> rows =
          spark
              .readStream()
              .schema(spark.read().parquet(args[1]).schema())
              .option("maxFilesPerTrigger", 2)
              .parquet(args[1]);
      MLPClassificationModel.load(args[0])
          .transform(rows)
          .drop("features")
          .writeStream()
          .trigger(Trigger.AvailableNow())
          .option("checkpointLocation", args[3])
          .format("parquet")
          .start(args[2])
          .awaitTermination();
    }
  }
}
