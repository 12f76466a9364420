package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Iterator;

/** What one pass over the blocks learns about the data. */
public final class Statistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private double totalWeight;
  private boolean weighted;
  private double minLabel = Double.POSITIVE_INFINITY;
  private double maxLabel = Double.NEGATIVE_INFINITY;
  private Moments features;
  private Moments label = Moments.zero(1);
  private Refusals refusals = Refusals.NONE;

  Statistics() {}

  /** Of one partition's blocks. */
  static Statistics of(Iterator<RowBlock> blocks) {
    Statistics statistics = new Statistics();
    while (blocks.hasNext()) {
      statistics.add(blocks.next());
    }
    return statistics;
  }

  private void add(RowBlock block) {
    refusals = refusals.plus(block.refusals);
    if (block.rows == 0) {
      return;
    }
    rows += block.rows;
    for (int row = 0; row < block.rows; row++) {
      totalWeight += block.weights[row];
      weighted |= block.weights[row] != 1;
      minLabel = Math.min(minLabel, block.labels[row]);
      maxLabel = Math.max(maxLabel, block.labels[row]);
    }
    label.add(Moments.ofLabel(block));
    addFeatures(Moments.ofFeatures(block));
  }

  /** Adds those of the next partition. */
  void add(Statistics next) {
    rows += next.rows;
    totalWeight += next.totalWeight;
    weighted |= next.weighted;
    minLabel = Math.min(minLabel, next.minLabel);
    maxLabel = Math.max(maxLabel, next.maxLabel);
    refusals = refusals.plus(next.refusals);
    label.add(next.label);
    if (next.features != null) {
      addFeatures(next.features);
    }
  }

  private void addFeatures(Moments more) {
    if (features == null) {
      features = Moments.zero(more.width());
    }
    if (features.width() == more.width()) {
      features.add(more);
    } else {
      refusals =
          refusals.plus(
              Refusals.fatal(
                  "[fit] expected rows of one width, got "
                      + features.width()
                      + " and "
                      + more.width()
                      + " in different partitions"));
    }
  }

  /** Rows that were read. */
  public long rows() {
    return rows;
  }

  /** Features of each row; 0 without rows. */
  public int width() {
    return features == null ? 0 : features.width();
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
