package dev.ferro.spark.internal.model;

import java.io.Serializable;
import java.util.Arrays;

/** Turns raw scores into probabilities and a prediction, as Spark's own models do. Immutable. */
public final class Decision implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Decision NUMBER = new Decision(false, null, Standardization.NONE);
  private static final Decision LARGEST = new Decision(true, null, Standardization.NONE);

  private final boolean classifies;
  private final double[] thresholds;
  private final double labelMean;
  private final double labelScale;

  private Decision(boolean classifies, double[] thresholds, Standardization label) {
    this.classifies = classifies;
    this.thresholds = thresholds;
    this.labelMean = label.labelMean();
    this.labelScale = label.labelScale();
  }

  /** The prediction is the first score, on the label's scale. */
  public static Decision number(Standardization label) {
    return label.scalesLabel() ? new Decision(false, null, label) : NUMBER;
  }

  /** The prediction is the class of the largest score. */
  public static Decision largest() {
    return LARGEST;
  }

  /**
   * The prediction is the class whose probability is largest over its threshold.
   *
   * @param thresholds one for each class. At most one may be 0, all others are above 0
   */
  public static Decision largestOver(double[] thresholds) {
    return new Decision(true, thresholds.clone(), Standardization.NONE);
  }

  /**
   * Softmax.
   *
   * @param raw {@code [classes]}
   * @param probability receives {@code [classes]}, and may be the same array
   */
  public static void softmax(double[] raw, double[] probability) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : raw) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      probability[i] = Math.exp(raw[i] - max);
      sum += probability[i];
    }
    for (int i = 0; i < raw.length; i++) {
      probability[i] /= sum;
    }
  }

  /** Whether {@link #prediction} reads probabilities. */
  public boolean needsProbability() {
    return thresholds != null;
  }

  /**
   * The predicted class or number.
   *
   * @param raw {@code [outputs]}
   * @param probability {@code [outputs]}, only read if {@link #needsProbability}
   */
  public double prediction(double[] raw, double[] probability) {
    if (!classifies) {
      return finite(labelMean + labelScale * raw[0]);
    }
    int best = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < raw.length; i++) {
      double value = thresholds == null ? raw[i] : probability[i] / thresholds[i];
      if (value > max) {
        max = value;
        best = i;
      }
    }
    return best;
  }

  private static double finite(double prediction) {
    if (!Double.isFinite(prediction)) {
      throw new IllegalArgumentException(
          "[predict] expected a prediction within double, got "
              + prediction
              + " (the features are far from those that the model was trained on)");
    }
    return prediction;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decision decision
        && classifies == decision.classifies
        && labelMean == decision.labelMean
        && labelScale == decision.labelScale
        && Arrays.equals(thresholds, decision.thresholds);
  }

  @Override
  public int hashCode() {
    return 31 * Boolean.hashCode(classifies) + Arrays.hashCode(thresholds);
  }
}
