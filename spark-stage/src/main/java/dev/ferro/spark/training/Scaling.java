package dev.ferro.spark.training;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Centres and scales features, and a regressor's label, while training, and folds both into the
 * network's first and last layer afterwards, so that a trained network is one plain perceptron on
 * unscaled values. A constant column becomes 0.
 */
final class Scaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] mean;
  private final float[] factor;
  private final double labelMean;
  private final double labelDeviation;

  private Scaling(float[] mean, float[] factor, double labelMean, double labelDeviation) {
    this.mean = mean;
    this.factor = factor;
    this.labelMean = labelMean;
    this.labelDeviation = labelDeviation;
  }

  /** Leaves values as they are. */
  static Scaling none(int width) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    return new Scaling(new float[width], ones, 0, 1);
  }

  /** To mean 0 and deviation 1; the label only where the loss is not over classes. */
  static Scaling of(Statistics statistics, Loss loss) {
    Moments features = statistics.features();
    float[] mean = new float[features.width()];
    float[] factor = new float[features.width()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) features.mean(i);
      factor[i] = inverse(features.standardDeviation(i), features.mean(i));
    }
    if (loss == Loss.CROSS_ENTROPY) {
      return new Scaling(mean, factor, 0, 1);
    }
    double deviation = statistics.label().standardDeviation(0);
    return new Scaling(mean, factor, statistics.label().mean(0), deviation > 0 ? deviation : 1);
  }

  /**
   * 0 for a constant column, whose deviation is at most what float32 rounding makes of its mean.
   */
  private static float inverse(double deviation, double mean) {
    double rounding = Math.ulp((float) mean);
    float inverse = (float) (1 / deviation);
    return deviation > rounding && Float.isFinite(inverse) ? inverse : 0;
  }

  /** Scales one row of features in place. */
  void scale(float[] features) {
    for (int i = 0; i < factor.length; i++) {
      features[i] = (features[i] - mean[i]) * factor[i];
    }
  }

  /** A value of one feature, scaled. */
  float scale(float value, int feature) {
    return (value - mean[feature]) * factor[feature];
  }

  /**
   * A block whose labels are scaled, and whose features are where it is dense. Sparse rows stay
   * sparse: {@link Gather} scales them.
   */
  RowBlock scale(RowBlock block) {
    double[] labels = block.labels.clone();
    for (int row = 0; row < labels.length; row++) {
      labels[row] = scale(labels[row]);
    }
    if (block.isSparse()) {
      return block.with(labels, block.values());
    }
    float[] values = block.values().clone();
    for (int row = 0; row < block.rows; row++) {
      int start = block.start(row);
      for (int i = 0; i < factor.length; i++) {
        values[start + i] = scale(values[start + i], i);
      }
    }
    return block.with(labels, values);
  }

  /** The scaled label. */
  float scale(double label) {
    return (float) ((label - labelMean) / labelDeviation);
  }

  /** The same function on unscaled values, as parameters in the spec's flat layout. */
  float[] fold(NetworkSpec spec, float[] parameters) {
    float[] folded = parameters.clone();
    foldFeatures(spec, folded);
    foldLabel(spec, folded);
    return folded;
  }

  /**
   * The inverse of {@link #fold}: parameters for scaled values, of those for unscaled ones. What a
   * constant feature adds moves to the bias, since it becomes 0.
   */
  float[] unfold(NetworkSpec spec, float[] parameters) {
    float[] p = parameters.clone();
    int last = spec.numLayers() - 1;
    int lastBias = spec.biasOffset(last);
    for (int i = spec.weightOffset(last); i < lastBias; i++) {
      p[i] = (float) (p[i] / labelDeviation);
    }
    for (int i = lastBias; i < p.length; i++) {
      p[i] = (float) ((p[i] - labelMean) / labelDeviation);
    }
    int in = spec.fanIn(0);
    for (int out = 0; out < spec.fanOut(0); out++) {
      int weight = spec.weightOffset(0) + out * in;
      double bias = p[spec.biasOffset(0) + out];
      for (int i = 0; i < in; i++) {
        bias += (double) p[weight + i] * mean[i];
        p[weight + i] = factor[i] == 0 ? 0 : p[weight + i] / factor[i];
      }
      p[spec.biasOffset(0) + out] = (float) bias;
    }
    return p;
  }

  private void foldFeatures(NetworkSpec spec, float[] p) {
    int in = spec.fanIn(0);
    for (int out = 0; out < spec.fanOut(0); out++) {
      int weight = spec.weightOffset(0) + out * in;
      double bias = p[spec.biasOffset(0) + out];
      for (int i = 0; i < in; i++) {
        double scaled = (double) p[weight + i] * factor[i];
        p[weight + i] = (float) scaled;
        bias -= scaled * mean[i];
      }
      p[spec.biasOffset(0) + out] = (float) bias;
    }
  }

  private void foldLabel(NetworkSpec spec, float[] p) {
    int last = spec.numLayers() - 1;
    int bias = spec.biasOffset(last);
    for (int i = spec.weightOffset(last); i < bias; i++) {
      p[i] = (float) (p[i] * labelDeviation);
    }
    for (int i = bias; i < spec.parameterCount(); i++) {
      p[i] = (float) (p[i] * labelDeviation + labelMean);
    }
  }
}
