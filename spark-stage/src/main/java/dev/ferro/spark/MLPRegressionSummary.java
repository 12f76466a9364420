package dev.ferro.spark;

import java.io.Serializable;
import org.apache.spark.ml.util.Summary;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The quality of a regressor's predictions on a dataset. It has Spark's own metrics, with the names
 * of Spark's {@code LinearRegressionSummary}. The dataset is scored once, when the first metric is
 * read. Rows are weighted by {@code weightCol}.
 */
public final class MLPRegressionSummary implements Summary, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Evaluation evaluation;
  private transient RegressionMetrics metrics;

  MLPRegressionSummary(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  private Evaluation evaluation() {
    if (evaluation == null) {
      throw Evaluation.lost();
    }
    return evaluation;
  }

  /** The dataset with the prediction. */
  public Dataset<Row> predictions() {
    return evaluation().predictions();
  }

  /** The column of predictions. */
  public String predictionCol() {
    return evaluation().predictionCol();
  }

  /** The column of labels. */
  public String labelCol() {
    return evaluation().labelCol();
  }

  /** The column of weights, or empty if all rows weigh 1. */
  public String weightCol() {
    return evaluation().weightCol();
  }

  /** Spark's metrics. */
  public synchronized RegressionMetrics metrics() {
    if (metrics == null) {
      metrics = new RegressionMetrics(evaluation().rows());
    }
    return metrics;
  }

  /** The variance that the predictions explain. */
  public double explainedVariance() {
    return metrics().explainedVariance();
  }

  /** Mean of the absolute errors. */
  public double meanAbsoluteError() {
    return metrics().meanAbsoluteError();
  }

  /** Mean of the squared errors. */
  public double meanSquaredError() {
    return metrics().meanSquaredError();
  }

  /** Root of {@link #meanSquaredError}. */
  public double rootMeanSquaredError() {
    return metrics().rootMeanSquaredError();
  }

  /**
   * Coefficient of determination: 1 for a perfect prediction, 0 for one no better than the mean.
   */
  public double r2() {
    return metrics().r2();
  }
}
