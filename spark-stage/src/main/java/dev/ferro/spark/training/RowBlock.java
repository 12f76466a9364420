package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Some rows as they lie in Spark's cache: features in float32, dense {@code [rows, width]} or
 * compressed sparse rows; labels in double, since a regressor scales them first. Immutable.
 */
final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  final int rows;
  final int width;
  final double[] labels;

  /** {@code [rows]}. */
  final float[] weights;

  private final float[] values;

  /** Positions of the values, and where each row's begin, {@code [rows + 1]}; null when dense. */
  private final int[] indices;

  private final int[] offsets;

  /** Rows that were refused between the block before and the end of this one. */
  final Refusals refusals;

  RowBlock(
      int width,
      double[] labels,
      float[] weights,
      float[] values,
      int[] indices,
      int[] offsets,
      Refusals refusals) {
    this.rows = labels.length;
    this.width = width;
    this.labels = labels;
    this.weights = weights;
    this.values = values;
    this.indices = indices;
    this.offsets = offsets;
    this.refusals = refusals;
  }

  boolean isSparse() {
    return offsets != null;
  }

  /** Where a row's values begin; the next row's beginning is its end. */
  int start(int row) {
    return isSparse() ? offsets[row] : row * width;
  }

  float value(int at) {
    return values[at];
  }

  /** The feature that a value of a sparse block belongs to. */
  int index(int at) {
    return indices[at];
  }

  /** Writes one row's features, zeros included. */
  void copyRow(int row, float[] features) {
    if (!isSparse()) {
      System.arraycopy(values, row * width, features, 0, width);
      return;
    }
    Arrays.fill(features, 0, width, 0);
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      features[indices[i]] = values[i];
    }
  }

  /** A block of some of these rows, in the given order. */
  RowBlock select(int[] chosen) {
    double[] newLabels = new double[chosen.length];
    float[] newWeights = new float[chosen.length];
    int[] newOffsets = new int[chosen.length + 1];
    for (int i = 0; i < chosen.length; i++) {
      newLabels[i] = labels[chosen[i]];
      newWeights[i] = weights[chosen[i]];
      newOffsets[i + 1] = newOffsets[i] + start(chosen[i] + 1) - start(chosen[i]);
    }
    float[] newValues = new float[newOffsets[chosen.length]];
    int[] newIndices = isSparse() ? new int[newValues.length] : null;
    for (int i = 0; i < chosen.length; i++) {
      int from = start(chosen[i]);
      int length = newOffsets[i + 1] - newOffsets[i];
      System.arraycopy(values, from, newValues, newOffsets[i], length);
      if (isSparse()) {
        System.arraycopy(indices, from, newIndices, newOffsets[i], length);
      }
    }
    return new RowBlock(
        width,
        newLabels,
        newWeights,
        newValues,
        newIndices,
        isSparse() ? newOffsets : null,
        Refusals.NONE);
  }
}
