package dev.ferro.spark.training;

import java.io.Serializable;

/**
 * Weighted mean and squared deviation of each column, merged pairwise as in Chan, Golub and
 * LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979), so
 * that large means do not swallow small deviations.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private double weight;
  private double[] mean;
  private double[] deviation;

  private Moments(double weight, double[] mean, double[] deviation) {
    this.weight = weight;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** No rows yet, of the given width. */
  static Moments zero(int width) {
    return new Moments(0, new double[width], new double[width]);
  }

  /** The features of a block. */
  static Moments ofFeatures(RowBlock block) {
    double[] mean = new double[block.width];
    double[] deviation = new double[block.width];
    double[] present = new double[block.width];
    double weight = 0;
    for (int row = 0; row < block.rows; row++) {
      weight += block.weights[row];
      for (int i = block.start(row); i < block.start(row + 1); i++) {
        int feature = featureOf(block, row, i);
        mean[feature] += (double) block.weights[row] * block.values()[i];
        present[feature] += block.weights[row];
      }
    }
    for (int feature = 0; feature < block.width && weight > 0; feature++) {
      mean[feature] /= weight;
      // What a sparse row leaves out is zero: its deviation is the mean's own.
      deviation[feature] = (weight - present[feature]) * mean[feature] * mean[feature];
    }
    for (int row = 0; row < block.rows; row++) {
      for (int i = block.start(row); i < block.start(row + 1); i++) {
        int feature = featureOf(block, row, i);
        double off = block.values()[i] - mean[feature];
        deviation[feature] += block.weights[row] * off * off;
      }
    }
    return new Moments(weight, mean, deviation);
  }

  private static int featureOf(RowBlock block, int row, int at) {
    return block.isSparse() ? block.index(at) : at - row * block.width;
  }

  /** The label of a block, as the only column. */
  static Moments ofLabel(RowBlock block) {
    double weight = 0;
    double mean = 0;
    double deviation = 0;
    for (int row = 0; row < block.rows; row++) {
      weight += block.weights[row];
      mean += block.weights[row] * block.labels[row];
    }
    mean = weight > 0 ? mean / weight : 0;
    for (int row = 0; row < block.rows; row++) {
      double off = block.labels[row] - mean;
      deviation += block.weights[row] * off * off;
    }
    return new Moments(weight, new double[] {mean}, new double[] {deviation});
  }

  /** Adds other rows of the same width. */
  void add(Moments other) {
    double total = weight + other.weight;
    if (other.weight == 0) {
      return;
    }
    for (int i = 0; i < mean.length; i++) {
      double delta = other.mean[i] - mean[i];
      mean[i] += delta * other.weight / total;
      deviation[i] += other.deviation[i] + delta * delta * weight * other.weight / total;
    }
    weight = total;
  }

  int width() {
    return mean.length;
  }

  double mean(int column) {
    return mean[column];
  }

  /** Standard deviation over the rows, not corrected for being a sample; 0 without weight. */
  double standardDeviation(int column) {
    return weight > 0 ? Math.sqrt(Math.max(0, deviation[column]) / weight) : 0;
  }
}
