package dev.ferro.spark.internal.preparation;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.Standardization;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.rows.RowBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Centres and scales features, and a regressor's label, in double, before training uses them. No
 * other class scales rows. {@link #scale} scales the values that a row stores, dense or sparse.
 * {@link #zeros} has the scaled values that a sparse row does not store. They are filled in when
 * the row enters a batch, so sparse rows stay small in memory. After training, the scaling becomes
 * part of the network's first and last layer. So most trained networks are one plain perceptron on
 * unscaled values. The part that float32 weights cannot hold stays beside them, as {@link
 * Standardization}. A constant feature becomes 0.
 */
public final class Scaling implements Serializable {
  private static final long serialVersionUID = 2L;

  /**
   * Largest ratio of a feature's mean to its spread that the weights can hold. Float32 has 24 bits:
   * 16 are left for the spread.
   */
  private static final double FEATURE_RATIO = 256;

  /** The same for a label. 19 bits are left for the spread, because users see its digits. */
  private static final double LABEL_RATIO = 32;

  /** Spreads up to this, and down to its inverse, leave room for the weights in float32's range. */
  private static final double LARGEST = 0x1p40;

  private final double[] mean;
  private final double[] factor;
  private final double labelMean;
  private final double labelScale;

  /** Factor on row weights. A power of two, so that no digit is lost. */
  private final float weightFactor;

  private Scaling(
      double[] mean, double[] factor, double labelMean, double labelScale, float weightFactor) {
    this.mean = mean;
    this.factor = factor;
    this.labelMean = labelMean;
    this.labelScale = labelScale;
    this.weightFactor = weightFactor;
  }

  /** Leaves values as they are. */
  public static Scaling none(int width) {
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    return new Scaling(new double[width], ones, 0, 1, 1);
  }

  /** Leaves features and labels as they are. Row weights are scaled to below 2. */
  public static Scaling ofWeights(Statistics statistics) {
    Scaling none = none(statistics.width());
    return new Scaling(none.mean, none.factor, 0, 1, weightFactor(statistics));
  }

  /** Scales to mean 0 and deviation 1. Scales the label only if the loss allows it. */
  public static Scaling of(Statistics statistics, Loss loss) {
    Moments features = statistics.features();
    double[] mean = new double[features.width()];
    double[] factor = new double[features.width()];
    for (int i = 0; i < mean.length; i++) {
      double deviation = features.standardDeviation(i);
      mean[i] = features.mean(i);
      factor[i] = deviation > 0 && Double.isFinite(1 / deviation) ? 1 / deviation : 0;
    }
    if (!loss.scalesTargets()) {
      return new Scaling(mean, factor, 0, 1, weightFactor(statistics));
    }
    double deviation = statistics.label().standardDeviation();
    return new Scaling(
        mean,
        factor,
        statistics.label().mean(),
        deviation > 0 ? deviation : 1,
        weightFactor(statistics));
  }

  /**
   * Brings the largest weight of a training row to between 1 and 2. The mean loss of a batch stays
   * the same, and sums of weights stay within float32.
   */
  private static float weightFactor(Statistics statistics) {
    return statistics.isWeighted() ? Math.scalb(1f, -Math.getExponent(statistics.maxWeight())) : 1;
  }

  /** Scales a block for training. Sparse rows stay sparse. */
  RowBlock scale(RawBlock block) {
    float[] labels = new float[block.rows];
    float[] weights = new float[block.rows];
    for (int row = 0; row < block.rows; row++) {
      // Held-out losses are summed in double, so their weights need no scaling.
      weights[row] = block.validation ? block.weights[row] : block.weights[row] * weightFactor;
    }
    float[] values = new float[block.start(block.rows)];
    for (int row = 0; row < block.rows; row++) {
      if (block.weights[row] == 0) {
        // A row of weight 0 does not count. It may lie so far out that zero times its loss is not
        // 0.
        continue;
      }
      labels[row] = scaleLabel(block.labels[row]);
      for (int i = block.start(row); i < block.start(row + 1); i++) {
        values[i] = scale(block.value(i), block.feature(row, i));
      }
    }
    return new RowBlock(
        block.width, block.validation, labels, weights, values, block.indices(), block.offsets());
  }

  /** A value of one feature, scaled. */
  float scale(double value, int feature) {
    return (float) ((value - mean[feature]) * factor[feature]);
  }

  float scaleLabel(double label) {
    return (float) ((label - labelMean) / labelScale);
  }

  /** {@code [width]}: the scaled values of features that a sparse row does not store. */
  public float[] zeros() {
    float[] zeros = new float[mean.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = scale(0, i);
    }
    return zeros;
  }

  /** Folds the scaling into the network, which then takes unscaled values. */
  public TrainedNetwork fold(NetworkSpec spec, float[] parameters) {
    float[] folded = parameters.clone();
    boolean foldsLabel = foldsLabel();
    foldFeatures(spec, folded);
    if (foldsLabel) {
      foldLabel(spec, folded);
    }
    int[] left = IntStream.range(0, mean.length).filter(i -> !foldsFeature(i)).toArray();
    return new TrainedNetwork(
        spec,
        folded,
        new Standardization(
            left,
            Arrays.stream(left).mapToDouble(i -> mean[i]).toArray(),
            Arrays.stream(left).mapToDouble(i -> factor[i]).toArray(),
            foldsLabel ? 0 : labelMean,
            foldsLabel ? 1 : labelScale));
  }

  private boolean foldsFeature(int i) {
    return factor[i] == 0
        || Math.abs(mean[i]) * factor[i] <= FEATURE_RATIO
            && factor[i] <= LARGEST
            && factor[i] >= 1 / LARGEST;
  }

  private boolean foldsLabel() {
    return Math.abs(labelMean) <= LABEL_RATIO * labelScale
        && labelScale <= LARGEST
        && labelScale >= 1 / LARGEST;
  }

  private void foldFeatures(NetworkSpec spec, float[] p) {
    int in = spec.fanIn(0);
    for (int out = 0; out < spec.fanOut(0); out++) {
      int weight = spec.weightOffset(0) + out * in;
      double bias = p[spec.biasOffset(0) + out];
      for (int i = 0; i < in; i++) {
        if (foldsFeature(i)) {
          double scaled = p[weight + i] * factor[i];
          p[weight + i] = (float) scaled;
          bias -= scaled * mean[i];
        }
      }
      p[spec.biasOffset(0) + out] = (float) bias;
    }
  }

  private void foldLabel(NetworkSpec spec, float[] p) {
    int last = spec.numLayers() - 1;
    int bias = spec.biasOffset(last);
    for (int i = spec.weightOffset(last); i < bias; i++) {
      p[i] = (float) (p[i] * labelScale);
    }
    for (int i = bias; i < spec.parameterCount(); i++) {
      p[i] = (float) (p[i] * labelScale + labelMean);
    }
  }

  /**
   * The inverse of {@link #fold}: turns a network on unscaled values into parameters for scaled
   * values. A constant feature becomes 0, so its contribution moves to the bias.
   */
  public float[] unfold(TrainedNetwork network) {
    NetworkSpec spec = network.spec();
    float[] p = network.parameters().clone();
    unfoldLabel(spec, network.standardization(), p);
    double[] from = new double[mean.length];
    double[] times = new double[mean.length];
    Arrays.fill(times, 1);
    Standardization old = network.standardization();
    for (int i = 0; i < old.size(); i++) {
      from[old.feature(i)] = old.mean(i);
      times[old.feature(i)] = old.factor(i);
    }
    int in = spec.fanIn(0);
    for (int out = 0; out < spec.fanOut(0); out++) {
      int weight = spec.weightOffset(0) + out * in;
      double bias = p[spec.biasOffset(0) + out];
      for (int i = 0; i < in; i++) {
        double slope = p[weight + i] * times[i];
        bias += slope * (mean[i] - from[i]);
        p[weight + i] = factor[i] == 0 ? 0 : (float) (slope / factor[i]);
      }
      p[spec.biasOffset(0) + out] = (float) bias;
    }
    return p;
  }

  private void unfoldLabel(NetworkSpec spec, Standardization old, float[] p) {
    double scale = old.labelScale() / labelScale;
    double shift = (old.labelMean() - labelMean) / labelScale;
    int last = spec.numLayers() - 1;
    int lastBias = spec.biasOffset(last);
    for (int i = spec.weightOffset(last); i < lastBias; i++) {
      p[i] = (float) (p[i] * scale);
    }
    for (int i = lastBias; i < p.length; i++) {
      p[i] = (float) (p[i] * scale + shift);
    }
  }
}
