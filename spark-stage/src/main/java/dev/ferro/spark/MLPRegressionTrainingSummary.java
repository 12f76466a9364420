package dev.ferro.spark;

import dev.ferro.spark.internal.fit.TrainingResult;
import java.util.function.Supplier;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened in a regressor's fit, and the quality of its predictions on the dataset of the fit,
 * including validation rows. That dataset is scored when the first metric is read.
 */
public final class MLPRegressionTrainingSummary extends MLPTrainingSummary
    implements TrainingSummary {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<MLPRegressionSummary> evaluate;
  private transient MLPRegressionSummary evaluation;

  /**
   * Creates a summary.
   *
   * @param evaluate evaluates the model on the dataset that it was fitted to
   */
  MLPRegressionTrainingSummary(TrainingResult result, Supplier<MLPRegressionSummary> evaluate) {
    super(result);
    this.evaluate = evaluate;
  }

  private synchronized MLPRegressionSummary evaluation() {
    if (evaluation == null) {
      if (evaluate == null) {
        throw Evaluation.lost();
      }
      evaluation = evaluate.get();
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
  public RegressionMetrics metrics() {
    return evaluation().metrics();
  }

  /** The variance that the predictions explain. */
  public double explainedVariance() {
    return evaluation().explainedVariance();
  }

  /** Mean of the absolute errors. */
  public double meanAbsoluteError() {
    return evaluation().meanAbsoluteError();
  }

  /** Mean of the squared errors. */
  public double meanSquaredError() {
    return evaluation().meanSquaredError();
  }

  /** Root of {@link #meanSquaredError}. */
  public double rootMeanSquaredError() {
    return evaluation().rootMeanSquaredError();
  }

  /**
   * Coefficient of determination: 1 for a perfect prediction, 0 for one no better than the mean.
   */
  public double r2() {
    return evaluation().r2();
  }
}
