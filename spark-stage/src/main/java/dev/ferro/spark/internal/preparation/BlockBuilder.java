package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.FeatureRow;
import java.util.Arrays;

/** Collects rows of one kind until they fill a block. */
final class BlockBuilder {
  /**
   * Values of a block, about. Spark spills with Java serialization, which keeps references to
   * several blocks.
   */
  private static final int VALUES = 1 << 16;

  private static final int ROWS = 1 << 12;

  private final RawBlock.Kind kind;
  private double[] labels = new double[16];
  private float[] weights = new float[16];
  private int[] offsets = new int[17];
  private double[] values = new double[0];
  private int[] indices = new int[0];
  private int rows;
  private boolean exact = true;
  private RowsChecksum checksum = RowsChecksum.NONE;

  BlockBuilder(RawBlock.Kind kind) {
    this.kind = kind;
  }

  /** Whether there is room for a row. There is always room for the first. */
  boolean hasRoomFor(FeatureRow features) {
    return rows == 0 || rows < ROWS && offsets[rows] + (long) features.size() <= VALUES;
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
      int room = Math.max(to, (int) Math.min(2L * to, VALUES));
      values = Arrays.copyOf(values, room);
      indices = kind.sparse() ? Arrays.copyOf(indices, room) : indices;
    }
    System.arraycopy(features.values(), 0, values, from, features.size());
    if (kind.sparse()) {
      System.arraycopy(features.indices(), 0, indices, from, features.size());
    }
    exact &= features.isExactInFloat();
    labels[rows] = label;
    weights[rows] = weight;
    checksum = checksum.plus(hash);
    rows++;
    offsets[rows] = to;
  }

  /** The rows, with the invalid ones since the block before. */
  ReadBlock build(InvalidRowCounts invalid) {
    return new ReadBlock(block(), checksum, invalid);
  }

  private RawBlock block() {
    int count = offsets[rows];
    return new RawBlock(
        kind,
        Arrays.copyOf(labels, rows),
        Arrays.copyOf(weights, rows),
        exact ? floats(count) : Arrays.copyOf(values, count),
        kind.sparse() ? Arrays.copyOf(indices, count) : null,
        kind.sparse() ? Arrays.copyOf(offsets, rows + 1) : null);
  }

  private float[] floats(int count) {
    float[] narrow = new float[count];
    for (int i = 0; i < count; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
