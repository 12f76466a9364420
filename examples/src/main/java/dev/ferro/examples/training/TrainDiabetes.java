package dev.ferro.examples.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.examples.data.Diabetes;
import dev.ferro.examples.data.LabeledRow;
import dev.ferro.examples.data.Split;
import dev.ferro.spark.MLPRegressionModel;
import dev.ferro.spark.MLPRegressor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
      "Judges by five splits, each with a fifth of the patients held out; then trains on all."
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
    List<LabeledRow> patients = Diabetes.load();
    try (SparkSession spark = options.spark.open(NAME)) {
      List<HeldOut> judged = new ArrayList<>();
      for (int split = 0; split < SPLITS; split++) {
        judged.add(judge(spark, regressor, splits.split(patients, split)));
        System.out.println("Split " + (split + 1) + " of " + SPLITS + ": " + judged.get(split));
      }
      double r2 = judged.stream().mapToDouble(HeldOut::r2).average().orElseThrow();
      System.out.printf(Locale.ROOT, "Mean R² of %d splits: %.4f%n%n", SPLITS, r2);

      ObjectNode figures = trainOnAll(spark, regressor, LabeledRow.dataset(spark, patients));
      figures.put("r2", r2);
      figures.putPOJO("r2OfSplits", judged.stream().map(HeldOut::r2).toList());
      options.json.write(figures);
    }
    return 0;
  }

  private static HeldOut judge(SparkSession spark, MLPRegressor regressor, Split split) {
    MLPRegressionModel model = regressor.fit(LabeledRow.dataset(spark, split.training()));
    return new HeldOut(score(model, LabeledRow.dataset(spark, split.heldOut())));
  }

  private ObjectNode trainOnAll(SparkSession spark, MLPRegressor regressor, Dataset<Row> all) {
    MLPRegressionModel model = regressor.fit(all);
    System.out.println(
        "Trained " + model.network().spec() + " on all patients in " + model.summary());
    String path = options.model.save(spark, NAME, model);
    ModelFolder.requireSame(
        path, MLPRegressionModel::load, loaded -> score(loaded, all), score(model, all));
    System.out.println(
        "Saved in " + path + "\nLoaded back: predicts the same, within 1e-5 (float32's rounding).");
    return TrainingFigures.of(
        spark, NAME, options.params.seed(), model.summary(), model.layerWidths(), path);
  }

  private static List<Row> score(MLPRegressionModel model, Dataset<Row> rows) {
    return model.transform(rows).select("label", model.getPredictionCol()).collectAsList();
  }
}
