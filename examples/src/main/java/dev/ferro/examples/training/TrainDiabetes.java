package dev.ferro.examples.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.examples.data.Diabetes;
import dev.ferro.examples.data.Split;
import dev.ferro.spark.MLPRegressionModel;
import dev.ferro.spark.MLPRegressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Predicts how diabetes progresses, from data in the jar. */
@Command(
    name = TrainDiabetes.NAME,
    description = {
      "Predict how diabetes progresses, from data that come with Ferro (442 x 10).",
      "First evaluates five splits, each with a fifth of the patients held out. Then trains on all."
    },
    showDefaultValues = true)
public final class TrainDiabetes implements Callable<Integer> {
  static final String NAME = "train-diabetes";
  private static final int SPLITS = 5;

  @Mixin
  private final TrainingOptions options =
      new TrainingOptions(
          new ParamOptions()
              .numLayers(1)
              .hiddenDim(32)
              .batchSize(16)
              .maxIter(30)
              .stepSize(1e-3)
              .regParam(1));

  @Mixin private final SplitOption splits = new SplitOption();

  @Override
  public Integer call() throws IOException {
    MLPRegressor regressor = options.params.apply(new MLPRegressor());
    RegressionEvaluator evaluator = new RegressionEvaluator().setMetricName("r2");
    List<String> patients = Diabetes.lines();
    try (SparkSession spark = options.spark.open(NAME)) {
      double[] r2 = new double[SPLITS];
      for (int i = 0; i < SPLITS; i++) {
        Split<String> split = splits.split(patients, i);
        MLPRegressionModel model = regressor.fit(Diabetes.read(spark, split.training()));
        r2[i] = evaluator.evaluate(model.transform(Diabetes.read(spark, split.heldOut())));
        System.out.printf(
            Locale.ROOT,
            "Split %d of %d: R² %.4f on %d held-out rows%n",
            i + 1,
            SPLITS,
            r2[i],
            split.heldOut().size());
      }
      double mean = Arrays.stream(r2).average().orElseThrow();
      System.out.printf(Locale.ROOT, "Mean R² of %d splits: %.4f%n%n", SPLITS, mean);

      Dataset<Row> all = Diabetes.read(spark, patients);
      MLPRegressionModel model = regressor.fit(all);
      System.out.println(
          "Trained " + model.network().spec() + " on all patients in " + model.summary());
      String path = options.model.save(NAME, model, MLPRegressionModel.read(), all);

      ObjectNode figures = TrainingFigures.of(NAME, options, model, path).put("r2", mean);
      figures.putPOJO("r2OfSplits", r2);
      options.json.write(figures);
    }
    return 0;
  }
}
