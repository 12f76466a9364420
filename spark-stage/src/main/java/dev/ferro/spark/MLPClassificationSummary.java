package dev.ferro.spark;

import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The quality of a classifier's predictions on a dataset. It is Spark's {@code
 * ClassificationSummary}, with Spark's own metrics. The dataset is scored once, when the first
 * metric is read. Rows are weighted by {@code weightCol}.
 */
public final class MLPClassificationSummary implements ClassificationSummary {
  private static final long serialVersionUID = 1L;

  private final transient Evaluation evaluation;
  private transient MulticlassMetrics metrics;

  MLPClassificationSummary(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  private Evaluation evaluation() {
    if (evaluation == null) {
      throw Evaluation.lost();
    }
    return evaluation;
  }

  /** The dataset with the model's columns. */
  @Override
  public Dataset<Row> predictions() {
    return evaluation().predictions();
  }

  /** The column of predicted classes. */
  @Override
  public String predictionCol() {
    return evaluation().predictionCol();
  }

  /** The column of labels. */
  @Override
  public String labelCol() {
    return evaluation().labelCol();
  }

  /** The column of weights, or empty if all rows weigh 1. */
  @Override
  public String weightCol() {
    return evaluation().weightCol();
  }

  /** Spark's metrics, such as the confusion matrix. */
  public synchronized MulticlassMetrics metrics() {
    if (metrics == null) {
      metrics = new MulticlassMetrics(evaluation().rows());
    }
    return metrics;
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
