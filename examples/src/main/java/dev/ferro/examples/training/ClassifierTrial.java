package dev.ferro.examples.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What every job that trains a classifier does once it has its data: train, judge by held-out rows,
 * save, load back, tell.
 *
 * @param job its name
 * @param options what the user wants
 * @param classifier set to that
 */
record ClassifierTrial(String job, TrainingOptions options, MLPClassifier classifier) {
  /**
   * Trains and judges.
   *
   * @param training rows to train on, with columns {@code label} and {@code features}
   * @param heldOut the others
   * @param classes how many there are
   */
  void run(SparkSession spark, Dataset<Row> training, Dataset<Row> heldOut, int classes) {
    MLPClassificationModel model = classifier.fit(training);
    System.out.println("Trained " + network(model) + " in " + model.summary());

    List<Row> scored = score(model, heldOut);
    ConfusionMatrix matrix = ConfusionMatrix.of(scored, classes);
    System.out.printf(
        Locale.ROOT, "%nAccuracy on %d held-out rows: %.4f%n", scored.size(), matrix.accuracy());
    System.out.println(matrix + "\n");

    String path = options.model.save(spark, job, model);
    ModelFolder.requireSame(
        path, MLPClassificationModel::load, loaded -> score(loaded, heldOut), scored);
    System.out.println(
        "Saved in " + path + "\nLoaded back: predicts the same, within 1e-5 (float32's rounding).");

    ObjectNode figures =
        TrainingFigures.of(
            spark, job, options.params.seed(), model.summary(), model.layerWidths(), path);
    figures.put("accuracy", matrix.accuracy()).put("heldOutRows", scored.size());
    figures.putPOJO("confusionMatrix", matrix.counts());
    options.json.write(figures);
  }

  private static String network(MLPClassificationModel model) {
    return model.network().spec().toString();
  }

  private static List<Row> score(MLPClassificationModel model, Dataset<Row> rows) {
    return model
        .transform(rows)
        .select("label", model.getPredictionCol(), model.getRawPredictionCol())
        .collectAsList();
  }
}
