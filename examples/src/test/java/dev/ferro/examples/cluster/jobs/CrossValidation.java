package dev.ferro.examples.cluster.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.data.Digits;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import java.io.File;
import java.util.Map;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A CrossValidator over four settings, one fit at a time and then four at once. */
public final class CrossValidation {
  private CrossValidation() {}

  /**
   * Validates.
   *
   * @param args the folder for models {@code one-by-one} and {@code four-at-once}, and for {@code
   *     accuracy.json}, the accuracy of each setting under these names
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> rows = Digits.read(spark, Digits.lines()).cache();
      MLPClassifier classifier =
          new MLPClassifier().setBatchSize(16).setMaxIter(2).setNumWorkers(2);
      ParamMap[] grid =
          new ParamGridBuilder()
              .addGrid(classifier.hiddenDim(), new int[] {16, 48})
              .addGrid(classifier.stepSize(), new double[] {1e-3, 3e-3})
              .build();
      CrossValidator validator =
          new CrossValidator()
              .setEstimator(classifier)
              .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
              .setEstimatorParamMaps(grid)
              .setNumFolds(2)
              .setSeed(1);
      CrossValidatorModel alone = validator.setParallelism(1).fit(rows);
      CrossValidatorModel together = validator.setParallelism(4).fit(rows);
      ((MLPClassificationModel) alone.bestModel()).save(args[0] + "/one-by-one");
      ((MLPClassificationModel) together.bestModel()).save(args[0] + "/four-at-once");
      new ObjectMapper()
          .writeValue(
              new File(args[0], "accuracy.json"),
              Map.of("one-by-one", alone.avgMetrics(), "four-at-once", together.avgMetrics()));
    }
  }
}
