package dev.ferro.examples.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.spark.MLPClassificationModel;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The report of a job about the classifier that it trained.
 *
 * @param job its name
 * @param options that the user gave
 */
record ClassifierReport(String job, TrainingOptions options, MLPClassificationModel model) {
  /**
   * Evaluates, saves and prints.
   *
   * @param heldOut rows that the model was not trained on
   */
  void write(Dataset<Row> heldOut) {
    System.out.println("Trained " + model.network().spec() + " in " + model.summary());

    ClassifierEvaluation evaluation = ClassifierEvaluation.of(model.transform(heldOut));
    System.out.printf(
        Locale.ROOT,
        "%nAccuracy on %d held-out rows: %.4f%n%s%n%n",
        evaluation.rows(),
        evaluation.accuracy(),
        evaluation);

    String path = options.model.save(job, model, MLPClassificationModel.read(), heldOut);

    ObjectNode figures = TrainingFigures.of(job, options, model, path);
    figures.put("accuracy", evaluation.accuracy()).put("heldOutRows", evaluation.rows());
    figures.putPOJO("confusionMatrix", evaluation.confusionMatrix());
    options.json.write(figures);
  }
}
