package dev.ferro.spark;

import dev.ferro.spark.internal.fit.TrainingResult;
import java.util.function.Supplier;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened in a classifier's fit, and the quality of its predictions on the dataset of the
 * fit, including validation rows. That dataset is scored when the first metric is read.
 */
public final class MLPClassificationTrainingSummary extends MLPTrainingSummary
    // Python's gateway does not find the interfaces that an interface extends, so each is named
    // here.
    implements TrainingSummary, ClassificationSummary {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<MLPClassificationSummary> evaluate;
  private transient MLPClassificationSummary evaluation;

  /**
   * Creates a summary.
   *
   * @param evaluate evaluates the model on the dataset that it was fitted to
   */
  MLPClassificationTrainingSummary(
      TrainingResult result, Supplier<MLPClassificationSummary> evaluate) {
    super(result);
    this.evaluate = evaluate;
  }

  private synchronized MLPClassificationSummary evaluation() {
    if (evaluation == null) {
      if (evaluate == null) {
        throw Evaluation.lost();
      }
      evaluation = evaluate.get();
    }
    return evaluation;
  }

  @Override
  public Dataset<Row> predictions() {
    return evaluation().predictions();
  }

  @Override
  public String predictionCol() {
    return evaluation().predictionCol();
  }

  @Override
  public String labelCol() {
    return evaluation().labelCol();
  }

  @Override
  public String weightCol() {
    return evaluation().weightCol();
  }

  /** Spark's metrics, such as the confusion matrix. */
  public MulticlassMetrics metrics() {
    return evaluation().metrics();
  }

  /** For Spark's Scala trait, whose methods read the metrics here. */
  @Override
  public MulticlassMetrics
      org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics() {
    return metrics();
  }

  /** For Spark's Scala trait only. */
  @Override
  public void
      org$apache$spark$ml$classification$ClassificationSummary$_setter_$org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics_$eq(
          MulticlassMetrics value) {}
}
