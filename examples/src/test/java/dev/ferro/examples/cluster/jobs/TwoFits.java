package dev.ferro.examples.cluster.jobs;

import dev.ferro.examples.data.Digits;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Two fits one after the other, then the same two at once; saves the models as they come. */
public final class TwoFits {
  private TwoFits() {}

  /**
   * Trains.
   *
   * @param args the folder for models {@code alone-1}, {@code alone-2}, {@code at-once-1}, {@code
   *     at-once-2}
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> rows = Digits.read(spark, Digits.lines());
      save(fit(rows, 1), args[0] + "/alone-1");
      save(fit(rows, 2), args[0] + "/alone-2");
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<MLPClassificationModel>> fits =
            List.of(threads.submit(() -> fit(rows, 1)), threads.submit(() -> fit(rows, 2)));
        save(fits.get(0).get(), args[0] + "/at-once-1");
        save(fits.get(1).get(), args[0] + "/at-once-2");
      } finally {
        threads.shutdown();
      }
    }
  }

  private static MLPClassificationModel fit(Dataset<Row> rows, long seed) {
    return new MLPClassifier()
        .setHiddenDim(64)
        .setBatchSize(16)
        .setMaxIter(4)
        .setNumWorkers(4)
        .setSeed(seed)
        .fit(rows);
  }

  private static void save(MLPClassificationModel model, String folder) throws IOException {
    model.save(folder);
  }
}
