package dev.ferro.examples.training;

import dev.ferro.examples.job.TextTable;
import java.util.Locale;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The quality of a classifier on rows that it was not trained on, by Spark's metrics.
 *
 * @param rows number of rows
 * @param accuracy share of them whose prediction is the label
 * @param labels of the matrix, rising
 * @param confusionMatrix how often each label (first index) got each prediction (second)
 */
record ClassifierEvaluation(long rows, double accuracy, double[] labels, int[][] confusionMatrix) {
  private static final int WIDTH = 4;

  /**
   * Evaluates predictions.
   *
   * @param scored with columns {@code label} and {@code prediction}
   */
  static ClassifierEvaluation of(Dataset<Row> scored) {
    Dataset<Row> predictions = scored.select("label", "prediction").cache();
    MulticlassMetrics metrics = new MulticlassClassificationEvaluator().getMetrics(predictions);
    Matrix counts = metrics.confusionMatrix();
    int[][] matrix = new int[counts.numRows()][counts.numCols()];
    for (int label = 0; label < matrix.length; label++) {
      for (int prediction = 0; prediction < matrix.length; prediction++) {
        matrix[label][prediction] = (int) counts.apply(label, prediction);
      }
    }
    return new ClassifierEvaluation(
        predictions.count(), metrics.accuracy(), metrics.labels(), matrix);
  }

  /**
   * A table with one line for each label and one column for each prediction. A dot stands for 0.
   */
  @Override
  public String toString() {
    TextTable table = new TextTable().numbers("", WIDTH + 1, "%.0f");
    for (double label : labels) {
      table.numbers(String.format(Locale.ROOT, "%.0f", label), WIDTH, "%s");
    }
    StringBuilder text = new StringBuilder("label  predicted as\n");
    text.append(table.heading());
    for (int label = 0; label < labels.length; label++) {
      Object[] line = new Object[labels.length + 1];
      line[0] = labels[label];
      for (int prediction = 0; prediction < labels.length; prediction++) {
        int count = confusionMatrix[label][prediction];
        line[prediction + 1] = count == 0 ? "·" : count;
      }
      text.append('\n').append(table.line(line));
    }
    return text.toString();
  }
}
