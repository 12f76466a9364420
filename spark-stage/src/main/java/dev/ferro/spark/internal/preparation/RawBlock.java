package dev.ferro.spark.internal.preparation;

/**
 * Rows as they were read, before scaling. No digit of a feature or label is lost yet. Features are
 * dense {@code [rows, width]} or compressed sparse rows. Immutable.
 */
public final class RawBlock {
  final int rows;
  final int width;

  /** Whether the rows are held out of training. */
  final boolean validation;

  final double[] labels;

  /** {@code [rows]}. */
  final float[] weights;

  /** An array of float if that holds every value exactly, else of double. */
  private final float[] floats;

  private final double[] doubles;

  /**
   * Positions of the values, and where each row's values begin, {@code [rows + 1]}. Null if dense.
   */
  private final int[] indices;

  private final int[] offsets;

  /**
   * Creates a block.
   *
   * @param values float[] or double[]
   * @param indices null if dense, like {@code offsets}
   */
  RawBlock(
      Kind kind, double[] labels, float[] weights, Object values, int[] indices, int[] offsets) {
    this.rows = labels.length;
    this.width = kind.width();
    this.validation = kind.validation();
    this.labels = labels;
    this.weights = weights;
    this.floats = values instanceof float[] exact ? exact : null;
    this.doubles = values instanceof double[] wide ? wide : null;
    this.indices = indices;
    this.offsets = offsets;
  }

  /**
   * What the rows of a block have in common.
   *
   * @param width features of a row, zeros included
   * @param sparse whether only some features are stored
   * @param validation whether the rows are held out of training
   */
  record Kind(int width, boolean sparse, boolean validation) {}

  boolean isSparse() {
    return offsets != null;
  }

  /** Where a row's values begin. The next row's beginning is its end. */
  int start(int row) {
    return isSparse() ? offsets[row] : row * width;
  }

  double value(int at) {
    return floats != null ? floats[at] : doubles[at];
  }

  /** The feature that a value belongs to. */
  int feature(int row, int at) {
    return isSparse() ? indices[at] : at - row * width;
  }

  /** Positions of all values, or null if dense. Do not change them. */
  int[] indices() {
    return indices;
  }

  /** Where each row's values begin, or null if dense. Do not change them. */
  int[] offsets() {
    return offsets;
  }

  long hash(int row) {
    long hash = RowsChecksum.beginRow(labels[row], weights[row]);
    for (int i = start(row); i < start(row + 1); i++) {
      hash = RowsChecksum.withFeature(hash, feature(row, i), value(i));
    }
    return RowsChecksum.endRow(hash);
  }

  /** The hash of the digits of a row that float32 does not hold. */
  long detail(int row) {
    long detail = 0;
    for (int i = start(row); doubles != null && i < start(row + 1); i++) {
      detail = RowsChecksum.withDetail(detail, feature(row, i), doubles[i]);
    }
    return detail;
  }

  /** As Spark keeps it: see {@link ReadBlock#pack}. */
  Object[] pack() {
    int[] header = {width, validation ? 1 : 0};
    Object values = floats != null ? floats : doubles;
    return new Object[] {header, labels, weights, values, indices, offsets};
  }

  static RawBlock unpack(Object[] packed) {
    int[] header = (int[]) packed[0];
    int[] offsets = (int[]) packed[5];
    return new RawBlock(
        new Kind(header[0], offsets != null, header[1] == 1),
        (double[]) packed[1],
        (float[]) packed[2],
        packed[3],
        (int[]) packed[4],
        offsets);
  }
}
