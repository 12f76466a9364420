package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Iterator;

/** What one pass over the blocks learns about the data. */
public final class Statistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean moments;
  private long rows;
  private long validationRows;
  private double totalWeight;
  private double validationWeight;
  private boolean weighted;
  private double minLabel = Double.POSITIVE_INFINITY;
  private double maxLabel = Double.NEGATIVE_INFINITY;
  private int width;
  private Moments features;
  private Moments label = Moments.zero(1);
  private Refusals refusals = Refusals.NONE;
  private RowsChecksum checksum = RowsChecksum.NONE;

  /**
   * Of no rows yet.
   *
   * @param moments whether means and deviations are wanted
   */
  Statistics(boolean moments) {
    this.moments = moments;
  }

  /** Of one partition's blocks. */
  static Statistics of(Iterator<RowBlock> blocks, boolean moments) {
    Statistics statistics = new Statistics(moments);
    while (blocks.hasNext()) {
      statistics.add(blocks.next());
    }
    return statistics;
  }

  private void add(RowBlock block) {
    refusals = refusals.plus(block.refusals);
    checksum = checksum.then(block.checksum);
    if (block.rows == 0) {
      return;
    }
    requireWidth(block.width);
    double weight = 0;
    for (int row = 0; row < block.rows; row++) {
      weight += block.weights[row];
      weighted |= block.weights[row] != 1;
      minLabel = Math.min(minLabel, block.labels[row]);
      maxLabel = Math.max(maxLabel, block.labels[row]);
    }
    if (block.validation) {
      validationRows += block.rows;
      validationWeight += weight;
      return;
    }
    rows += block.rows;
    totalWeight += weight;
    if (moments) {
      label.add(Moments.ofLabel(block));
      add(Moments.ofFeatures(block));
    }
  }

  /** Adds those of the next partition. */
  void add(Statistics next) {
    rows += next.rows;
    validationRows += next.validationRows;
    totalWeight += next.totalWeight;
    validationWeight += next.validationWeight;
    weighted |= next.weighted;
    minLabel = Math.min(minLabel, next.minLabel);
    maxLabel = Math.max(maxLabel, next.maxLabel);
    refusals = refusals.plus(next.refusals);
    checksum = checksum.then(next.checksum);
    if (next.width > 0) {
      requireWidth(next.width);
    }
    label.add(next.label);
    if (next.features != null) {
      add(next.features);
    }
  }

  private void add(Moments more) {
    if (features == null) {
      features = Moments.zero(more.width());
    }
    if (features.width() == more.width()) {
      features.add(more);
    }
  }

  private void requireWidth(int next) {
    if (width > 0 && next != width) {
      refusals =
          refusals.plus(
              Refusals.fatal(
                  "[fit] expected rows of one width, got "
                      + width
                      + " and "
                      + next
                      + " in different partitions"));
    }
    width = next;
  }

  /** Rows to train on. */
  public long rows() {
    return rows;
  }

  /** Rows held out of training. */
  public long validationRows() {
    return validationRows;
  }

  /** Features of each row; 0 without rows. */
  public int width() {
    return width;
  }

  /** Smallest label. */
  public double minLabel() {
    return minLabel;
  }

  /** Largest label. */
  public double maxLabel() {
    return maxLabel;
  }

  double totalWeight() {
    return totalWeight;
  }

  double validationWeight() {
    return validationWeight;
  }

  RowsChecksum checksum() {
    return checksum;
  }

  boolean isWeighted() {
    return weighted;
  }

  Moments features() {
    return features;
  }

  Moments label() {
    return label;
  }

  Refusals refusals() {
    return refusals;
  }
}
