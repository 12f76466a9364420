package dev.ferro.spark.internal.preparation;

import java.io.Serializable;

/**
 * Weighted mean, squared deviation and range of the label, row by row as in West, "Updating Mean
 * and Variance Estimates: An Improved Method" (1979). Rows of weight 0 do not count.
 */
final class LabelMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private double weight;
  private double mean;
  private double deviation;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Adds the labels of a block. */
  void add(RawBlock block) {
    for (int row = 0; row < block.rows; row++) {
      if (block.weights[row] > 0) {
        merge(block.weights[row], block.labels[row], 0);
        min = Math.min(min, block.labels[row]);
        max = Math.max(max, block.labels[row]);
      }
    }
  }

  /** Adds the figures of other rows. */
  void add(LabelMoments other) {
    if (other.weight > 0) {
      merge(other.weight, other.mean, other.deviation);
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
    }
  }

  private void merge(double more, double moreMean, double moreDeviation) {
    double total = weight + more;
    double share = more / total;
    double delta = moreMean - mean;
    mean += delta * share;
    deviation += moreDeviation + delta * delta * weight * share;
    weight = total;
  }

  /** The mean. If all labels are equal, it is exactly that label. */
  double mean() {
    return isConstant() ? min : mean;
  }

  private boolean isConstant() {
    return min >= max;
  }

  /** Standard deviation, not corrected for being a sample. 0 for a constant label. */
  double standardDeviation() {
    return isConstant() ? 0 : Spread.of(deviation / weight, min, max);
  }
}
