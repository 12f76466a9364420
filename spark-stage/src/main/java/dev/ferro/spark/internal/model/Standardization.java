package dev.ferro.spark.internal.model;

import dev.ferro.spark.internal.rows.FeatureRow;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The part of standardization that float32 weights cannot hold. It is computed in double, before
 * and after the network. If the mean of a feature is large compared with its spread, float32 loses
 * the spread. The same is true for a label. Most networks have no such feature or label: their
 * weights hold everything. Immutable.
 */
public final class Standardization implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No standardization: the network takes features and gives labels as they are. */
  public static final Standardization NONE =
      new Standardization(new int[0], new double[0], new double[0], 0, 1);

  private final int[] features;
  private final double[] means;
  private final double[] factors;
  private final double labelMean;
  private final double labelScale;

  /**
   * Standardizes some features and the label.
   *
   * @param features ascending positions of the standardized features
   * @param means subtracted from each of them
   * @param factors multiply each of them after that
   * @param labelMean added to the network's score at the end
   * @param labelScale multiplies the network's score first
   */
  public Standardization(
      int[] features, double[] means, double[] factors, double labelMean, double labelScale) {
    if (features.length != means.length || features.length != factors.length) {
      throw new IllegalArgumentException(
          "[standardization] expected a mean and a factor for each of "
              + features.length
              + " features, got "
              + means.length
              + " and "
              + factors.length);
    }
    for (int i = 0; i < features.length; i++) {
      if (features[i] <= (i == 0 ? -1 : features[i - 1])) {
        throw new IllegalArgumentException(
            "[standardization] expected ascending features, got "
                + features[i]
                + (i == 0 ? "" : " after " + features[i - 1]));
      }
      requireFinite("mean", means[i]);
      requireFinite("factor", factors[i]);
    }
    requireFinite("label mean", labelMean);
    if (!(labelScale > 0 && Double.isFinite(labelScale))) {
      throw new IllegalArgumentException(
          "[standardization] expected a label scale above 0, got " + labelScale);
    }
    this.features = features.clone();
    this.means = means.clone();
    this.factors = factors.clone();
    this.labelMean = labelMean;
    this.labelScale = labelScale;
  }

  private static void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "[standardization] expected a finite " + what + ", got " + value);
    }
  }

  /** How many features are standardized in double. */
  public int size() {
    return features.length;
  }

  /** The position of the i-th standardized feature in a row. */
  public int feature(int i) {
    return features[i];
  }

  /** The mean that is subtracted from it. */
  public double mean(int i) {
    return means[i];
  }

  /** The factor that it is multiplied by after that. */
  public double factor(int i) {
    return factors[i];
  }

  /** The i-th standardized feature, as the network takes it. */
  public float scaled(int i, double value) {
    return (float) ((value - means[i]) * factors[i]);
  }

  /** The index of a feature among the standardized ones, or a negative number. */
  public int indexOf(int feature) {
    return features.length == 0 ? -1 : Arrays.binarySearch(features, feature);
  }

  /** Writes a row as the network takes it to {@code [width]} floats. */
  public void copy(FeatureRow row, float[] dense) {
    row.copyTo(dense);
    if (!row.isSparse()) {
      for (int i = 0; i < features.length; i++) {
        dense[features[i]] = scaled(i, row.values()[features[i]]);
      }
      return;
    }
    copyZeros(dense);
    for (int at = 0; at < row.size() && features.length > 0; at++) {
      int i = indexOf(row.indices()[at]);
      if (i >= 0) {
        dense[features[i]] = scaled(i, row.values()[at]);
      }
    }
  }

  /** Writes the network's values for features that are zero. */
  public void copyZeros(float[] dense) {
    for (int i = 0; i < features.length; i++) {
      dense[features[i]] = scaled(i, 0);
    }
  }

  /** Added to a score after it is multiplied by {@link #labelScale}. */
  public double labelMean() {
    return labelMean;
  }

  /** Multiplies a score. */
  public double labelScale() {
    return labelScale;
  }

  /** Whether the network's score must still be scaled to become the label. */
  public boolean scalesLabel() {
    return labelMean != 0 || labelScale != 1;
  }

  /** Whether there is nothing to do. */
  public boolean isNone() {
    return features.length == 0 && !scalesLabel();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardization that
        && Arrays.equals(features, that.features)
        && Arrays.equals(means, that.means)
        && Arrays.equals(factors, that.factors)
        && labelMean == that.labelMean
        && labelScale == that.labelScale;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(features) + Arrays.hashCode(means))
        + Double.hashCode(labelMean)
        + 7 * Double.hashCode(labelScale);
  }
}
