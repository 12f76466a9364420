package dev.ferro.engine;

import java.io.Serializable;

/**
 * A sum of losses that can be added to another.
 *
 * @param weightedLoss sum over rows of weight times loss
 * @param weight sum of the rows' weights
 */
public record LossSum(double weightedLoss, double weight) implements Serializable {
  /** No rows. */
  public static final LossSum ZERO = new LossSum(0, 0);

  /** Both sets of rows together. */
  public LossSum plus(LossSum other) {
    return new LossSum(weightedLoss + other.weightedLoss, weight + other.weight);
  }

  /** Weighted mean loss per row. NaN if the weight is 0. */
  public double mean() {
    return weightedLoss / weight;
  }
}
