package dev.ferro.spark.internal.preparation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weighted mean, squared deviation and range of each feature. Blocks are merged pairwise as in
 * Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample
 * Variances" (1979). So large means do not swallow small deviations. Rows of weight 0 do not count.
 * A sparse row only costs its stored values: zeros are added when a figure is read.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 2L;

  /** Doubles that are kept for each feature. */
  private static final int FIGURES = 5;

  private final int width;
  private long rows;
  private double weight;

  // Figures of the stored values, by feature.
  private final long[] count;
  private final double[] given;
  private final double[] mean;
  private final double[] deviation;
  private final double[] min;
  private final double[] max;

  private transient Scratch scratch;

  private Moments(int width) {
    this.width = width;
    count = new long[width];
    given = new double[width];
    mean = new double[width];
    deviation = new double[width];
    min = new double[width];
    max = new double[width];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Creates figures without rows, for rows of the given width. */
  static Moments zero(int width) {
    return new Moments(width);
  }

  /** Adds a block's features. */
  void add(RawBlock block) {
    if (scratch == null) {
      scratch = new Scratch(width);
    }
    for (int row = 0; row < block.rows; row++) {
      if (block.weights[row] > 0) {
        rows++;
        weight += block.weights[row];
        scratch.addMeans(block, row);
      }
    }
    scratch.divide();
    for (int row = 0; row < block.rows; row++) {
      if (block.weights[row] > 0) {
        scratch.addDeviations(block, row);
      }
    }
    for (int i = 0; i < scratch.touchedCount; i++) {
      int feature = scratch.touched[i];
      merge(
          feature,
          scratch.count[feature],
          scratch.given[feature],
          scratch.mean[feature],
          scratch.deviation[feature]);
      min[feature] = Math.min(min[feature], scratch.min[feature]);
      max[feature] = Math.max(max[feature], scratch.max[feature]);
    }
    scratch.clear();
  }

  private void merge(int i, long moreCount, double more, double moreMean, double moreDeviation) {
    double total = given[i] + more;
    double delta = moreMean - mean[i];
    double share = more / total;
    mean[i] += delta * share;
    deviation[i] += moreDeviation + delta * delta * given[i] * share;
    given[i] = total;
    count[i] += moreCount;
  }

  /** Adds other rows of the same width. */
  void add(Moments other) {
    rows += other.rows;
    weight += other.weight;
    for (int i = 0; i < other.count.length; i++) {
      if (other.count[i] > 0) {
        merge(i, other.count[i], other.given[i], other.mean[i], other.deviation[i]);
        min[i] = Math.min(min[i], other.min[i]);
        max[i] = Math.max(max[i], other.max[i]);
      }
    }
  }

  int width() {
    return width;
  }

  private boolean hasZeros(int feature) {
    return count[feature] < rows;
  }

  /** The mean of a feature, zeros of sparse rows included. */
  double mean(int feature) {
    return hasZeros(feature) ? mean[feature] * (given[feature] / weight) : mean[feature];
  }

  /** Whether all rows have the same value. */
  boolean isConstant(int feature) {
    return min(feature) >= max(feature);
  }

  private double min(int feature) {
    return hasZeros(feature) ? Math.min(0, min[feature]) : min[feature];
  }

  private double max(int feature) {
    return hasZeros(feature) ? Math.max(0, max[feature]) : max[feature];
  }

  /**
   * Standard deviation over the rows, not corrected for being a sample. 0 for a constant feature.
   * If squares exceed double, half the range is used.
   */
  double standardDeviation(int feature) {
    if (isConstant(feature)) {
      return 0;
    }
    double zeros = hasZeros(feature) ? Math.max(0, weight - given[feature]) : 0;
    double squares =
        deviation[feature] + mean[feature] * mean[feature] * given[feature] * (zeros / weight);
    return Spread.of(squares / weight, min(feature), max(feature));
  }

  /** The serialized form: only features that some row stores. */
  private Object writeReplace() {
    int[] features = IntStream.range(0, width).filter(i -> count[i] > 0).toArray();
    double[] figures = new double[FIGURES * features.length];
    long[] counts = new long[features.length];
    for (int i = 0; i < features.length; i++) {
      int feature = features[i];
      counts[i] = count[feature];
      figures[FIGURES * i] = given[feature];
      figures[FIGURES * i + 1] = mean[feature];
      figures[FIGURES * i + 2] = deviation[feature];
      figures[FIGURES * i + 3] = min[feature];
      figures[FIGURES * i + 4] = max[feature];
    }
    return new Written(width, rows, weight, features, counts, figures);
  }

  private record Written(
      int width, long rows, double weight, int[] features, long[] counts, double[] figures)
      implements Serializable {
    private Object readResolve() {
      Moments moments = new Moments(width);
      moments.rows = rows;
      moments.weight = weight;
      for (int i = 0; i < features.length; i++) {
        int feature = features[i];
        moments.count[feature] = counts[i];
        moments.given[feature] = figures[FIGURES * i];
        moments.mean[feature] = figures[FIGURES * i + 1];
        moments.deviation[feature] = figures[FIGURES * i + 2];
        moments.min[feature] = figures[FIGURES * i + 3];
        moments.max[feature] = figures[FIGURES * i + 4];
      }
      return moments;
    }
  }

  /** One block's figures. Only visits the features that the block stores. */
  private static final class Scratch {
    private final long[] count;
    private final double[] given;
    private final double[] mean;
    private final double[] deviation;
    private final double[] min;
    private final double[] max;
    private final int[] touched;
    private int touchedCount;

    Scratch(int width) {
      count = new long[width];
      given = new double[width];
      mean = new double[width];
      deviation = new double[width];
      min = new double[width];
      max = new double[width];
      touched = new int[width];
    }

    void addMeans(RawBlock block, int row) {
      double weight = block.weights[row];
      for (int i = block.start(row); i < block.start(row + 1); i++) {
        int feature = block.feature(row, i);
        double value = block.value(i);
        if (count[feature]++ == 0) {
          touched[touchedCount++] = feature;
          min[feature] = value;
          max[feature] = value;
        }
        given[feature] += weight;
        mean[feature] += weight * value;
        min[feature] = Math.min(min[feature], value);
        max[feature] = Math.max(max[feature], value);
      }
    }

    void divide() {
      for (int i = 0; i < touchedCount; i++) {
        mean[touched[i]] /= given[touched[i]];
      }
    }

    void addDeviations(RawBlock block, int row) {
      double weight = block.weights[row];
      for (int i = block.start(row); i < block.start(row + 1); i++) {
        int feature = block.feature(row, i);
        double off = block.value(i) - mean[feature];
        deviation[feature] += weight * off * off;
      }
    }

    void clear() {
      for (int i = 0; i < touchedCount; i++) {
        int feature = touched[i];
        count[feature] = 0;
        given[feature] = 0;
        mean[feature] = 0;
        deviation[feature] = 0;
      }
      touchedCount = 0;
    }
  }
}
