package dev.ferro.spark.training;

import dev.ferro.spark.rows.FeatureRow;
import java.util.Arrays;

/** Gathers rows of one width and one kind, dense or sparse, until they make a block. */
final class BlockBuilder {
  /**
   * Values of a block, about: 256 KiB of float32. Java serialization, which Spark spills with,
   * remembers up to a hundred of them.
   */
  private static final int VALUES = 1 << 16;

  private static final int ROWS = 1 << 12;

  private final int width;
  private final boolean sparse;
  private final boolean validation;
  private double[] labels = new double[16];
  private float[] weights = new float[16];
  private int[] offsets = new int[17];
  private float[] values = new float[0];
  private int[] indices = new int[0];
  private int rows;
  private RowsChecksum checksum = RowsChecksum.NONE;

  BlockBuilder(int width, boolean sparse, boolean validation) {
    this.width = width;
    this.sparse = sparse;
    this.validation = validation;
  }

  boolean takes(FeatureRow features) {
    return features.isSparse() == sparse && !isFull();
  }

  private boolean isFull() {
    return rows > 0 && (rows == ROWS || offsets[rows] + (long) width > VALUES);
  }

  void add(FeatureRow features, double label, float weight, long hash) {
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
      weights = Arrays.copyOf(weights, 2 * rows);
      offsets = Arrays.copyOf(offsets, 2 * rows + 1);
    }
    int from = offsets[rows];
    int to = from + features.size();
    if (to > values.length) {
      int room = Math.max(to, Math.min(2 * to, VALUES));
      values = Arrays.copyOf(values, room);
      indices = sparse ? Arrays.copyOf(indices, room) : indices;
    }
    System.arraycopy(features.values(), 0, values, from, features.size());
    if (sparse) {
      System.arraycopy(features.indices(), 0, indices, from, features.size());
    }
    labels[rows] = label;
    weights[rows] = weight;
    checksum = checksum.plus(hash);
    rows++;
    offsets[rows] = to;
  }

  RowBlock build(Refusals refusals) {
    int count = offsets[rows];
    return new RowBlock(
        width,
        validation,
        Arrays.copyOf(labels, rows),
        Arrays.copyOf(weights, rows),
        Arrays.copyOf(values, count),
        sparse ? Arrays.copyOf(indices, count) : null,
        sparse ? Arrays.copyOf(offsets, rows + 1) : null,
        checksum,
        refusals);
  }
}
