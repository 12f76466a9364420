package dev.ferro.spark;

import java.io.Serializable;
import org.apache.spark.ml.util.Summary;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good a regressor's predictions of a dataset are, by Spark's own metrics and with the names of
 * Spark's {@code LinearRegressionSummary}. Nothing is scored before the first metric is asked for,
 * and then once. Rows count by {@code weightCol}.
 */
public final class MLPRegressionSummary implements Summary, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Evaluation evaluation;
  private transient RegressionMetrics metrics;

  MLPRegressionSummary(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** The dataset with the prediction. */
  public Dataset<Row> predictions() {
    return evaluation.predictions();
  }

  /** The column of predictions. */
  public String predictionCol() {
    return evaluation.predictionCol();
  }

  /** The column of labels. */
  public String labelCol() {
    return evaluation.labelCol();
  }

  /** The column of weights; empty where all rows weigh 1. */
  public String weightCol() {
    return evaluation.weightCol();
  }

  /** Spark's metrics. */
  public synchronized RegressionMetrics metrics() {
    if (metrics == null) {
      metrics = new RegressionMetrics(evaluation.rows());
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
