package dev.ferro.spark.internal.rows;

import java.util.List;

/**
 * Scaled rows in float32, ready to train on. Features are dense {@code [rows, width]} or compressed
 * sparse rows. Immutable.
 */
public final class RowBlock {
  public final int rows;
  final int width;

  /** Whether the rows are held out of training. */
  public final boolean validation;

  /** {@code [rows]}: class indices or scaled values. */
  public final float[] labels;

  /** {@code [rows]}. */
  final float[] weights;

  private final float[] values;

  /**
   * Positions of the values, and where each row's values begin, {@code [rows + 1]}. Null if dense.
   */
  private final int[] indices;

  private final int[] offsets;

  public RowBlock(
      int width,
      boolean validation,
      float[] labels,
      float[] weights,
      float[] values,
      int[] indices,
      int[] offsets) {
    this.rows = labels.length;
    this.width = width;
    this.validation = validation;
    this.labels = labels;
    this.weights = weights;
    this.values = values;
    this.indices = indices;
    this.offsets = offsets;
  }

  /** The block as Spark keeps it: arrays of primitives, which every serializer supports. */
  public Object[] pack() {
    int[] header = {width, validation ? 1 : 0};
    return new Object[] {header, labels, weights, values, indices, offsets};
  }

  public static RowBlock unpack(Object[] packed) {
    int[] header = (int[]) packed[0];
    return new RowBlock(
        header[0],
        header[1] == 1,
        (float[]) packed[1],
        (float[]) packed[2],
        (float[]) packed[3],
        (int[]) packed[4],
        (int[]) packed[5]);
  }

  public boolean isSparse() {
    return offsets != null;
  }

  /** Where a row's values begin. The next row's beginning is its end. */
  int start(int row) {
    return isSparse() ? offsets[row] : row * width;
  }

  /** All rows' values, one row after another. Do not change them. */
  public float[] values() {
    return values;
  }

  /** Memory of the block, about, including what it takes to shuffle its rows. */
  long bytes() {
    return values.length * (isSparse() ? 8L : 4L) + rows * 32L;
  }

  /**
   * Writes one row's features.
   *
   * @param zeros values of features that a sparse row does not store, {@code [width]}
   */
  public void copyRow(int row, float[] zeros, float[] features) {
    if (!isSparse()) {
      System.arraycopy(values, row * width, features, 0, width);
      return;
    }
    System.arraycopy(zeros, 0, features, 0, width);
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      features[indices[i]] = values[i];
    }
  }

  /** A block with some of these rows, in the given order. */
  public RowBlock select(int[] chosen) {
    float[] newLabels = new float[chosen.length];
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
    return with(newLabels, newWeights, newValues, newIndices, isSparse() ? newOffsets : null);
  }

  /** Joins blocks of one kind. */
  public static RowBlock concat(List<RowBlock> blocks) {
    RowBlock first = blocks.get(0);
    int rows = blocks.stream().mapToInt(block -> block.rows).sum();
    int count = blocks.stream().mapToInt(block -> block.values.length).sum();
    float[] labels = new float[rows];
    float[] weights = new float[rows];
    float[] values = new float[count];
    int[] indices = first.isSparse() ? new int[count] : null;
    int[] offsets = first.isSparse() ? new int[rows + 1] : null;
    int row = 0;
    int value = 0;
    for (RowBlock block : blocks) {
      System.arraycopy(block.labels, 0, labels, row, block.rows);
      System.arraycopy(block.weights, 0, weights, row, block.rows);
      System.arraycopy(block.values, 0, values, value, block.values.length);
      if (first.isSparse()) {
        System.arraycopy(block.indices, 0, indices, value, block.values.length);
        for (int i = 0; i < block.rows; i++) {
          offsets[row + i + 1] = value + block.offsets[i + 1];
        }
      }
      row += block.rows;
      value += block.values.length;
    }
    return first.with(labels, weights, values, indices, offsets);
  }

  private RowBlock with(
      float[] newLabels,
      float[] newWeights,
      float[] newValues,
      int[] newIndices,
      int[] newOffsets) {
    return new RowBlock(
        width, validation, newLabels, newWeights, newValues, newIndices, newOffsets);
  }
}
