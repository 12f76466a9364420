package dev.ferro.examples.cluster.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.training.EpochEvent;
import dev.ferro.spark.training.ExecutorReport;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A fit of many random rows, with epochs of a second or more and as many replicas as Ferro chooses,
 * after a short one that warms the executors up.
 */
public final class ManyRows {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);
  private static final int ROWS = 400_000;
  private static final int WARM_UP_EPOCHS = 4;
  private static final int EPOCHS = 16;
  private static final int FEATURES = 32;
  private static final int CLASSES = 10;

  private ManyRows() {}

  /**
   * Trains twice.
   *
   * @param args the folder for the model, and the file for the figures
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      List<Double> seconds = Collections.synchronizedList(new ArrayList<>());
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onOtherEvent(SparkListenerEvent event) {
                  if (event instanceof EpochEvent epoch && epoch.maxIter() == EPOCHS) {
                    seconds.add(epoch.seconds());
                  }
                }
              });
      fit(spark, WARM_UP_EPOCHS);
      MLPClassificationModel model = fit(spark, EPOCHS);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      model.save(args[0]);
      new ObjectMapper()
          .writeValue(
              new File(args[1]),
              Map.of(
                  "rows",
                  ROWS,
                  "epochSeconds",
                  seconds,
                  "executors",
                  model.summary().executors().stream().map(ManyRows::figures).toList()));
    }
  }

  private static MLPClassificationModel fit(SparkSession spark, int epochs) {
    return new MLPClassifier()
        .setHiddenDim(256)
        .setBatchSize(128)
        .setMaxIter(epochs)
        .setPatience(epochs)
        .fit(rows(spark));
  }

  private static Map<String, Object> figures(ExecutorReport executor) {
    return Map.of(
        "rows",
        executor.rows(),
        "rowsPerSecond",
        executor.rowsPerSecond(),
        "idleShare",
        executor.idleShare());
  }

  private static Dataset<Row> rows(SparkSession spark) {
    MapFunction<Long, Row> row =
        id -> {
          SplittableRandom random = new SplittableRandom(id);
          int label = random.nextInt(CLASSES);
          double[] features = random.doubles(FEATURES).toArray();
          features[label] += 0.5;
          return RowFactory.create((double) label, Vectors.dense(features));
        };
    return spark.range(0, ROWS, 1, 4).map(row, Encoders.row(SCHEMA));
  }
}
