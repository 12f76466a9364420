package dev.ferro.spark.internal.preparation;

import java.io.Serializable;
import java.util.Iterator;

/** The figures about the data from one pass over the rows. */
public final class Statistics implements Serializable {
  private static final long serialVersionUID = 2L;

  private long rows;
  private long validationRows;
  private double totalWeight;
  private double validationWeight;
  private float maxWeight;
  private boolean weighted;
  private boolean sparse;
  private double minLabel = Double.POSITIVE_INFINITY;
  private double maxLabel = Double.NEGATIVE_INFINITY;
  private int width;
  private Moments features;
  private final LabelMoments label = new LabelMoments();
  private InvalidRowCounts invalidRows = InvalidRowCounts.NONE;
  private RowsChecksum checksum = RowsChecksum.NONE;

  /** Creates statistics of no rows. */
  Statistics() {}

  /** The statistics of one partition's blocks. */
  public static Statistics of(Iterator<ReadBlock> blocks) {
    Statistics statistics = new Statistics();
    while (blocks.hasNext()) {
      statistics.add(blocks.next());
    }
    return statistics;
  }

  private void add(ReadBlock read) {
    invalidRows = invalidRows.plus(read.invalid());
    checksum = checksum.then(read.checksum());
    if (read.block() != null) {
      add(read.block());
    }
  }

  private void add(RawBlock block) {
    requireWidth(block.width);
    sparse |= block.isSparse();
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
    for (float each : block.weights) {
      maxWeight = Math.max(maxWeight, each);
    }
    label.add(block);
    features(block.width).add(block);
  }

  /** Adds the statistics of the next partition. */
  void add(Statistics next) {
    rows += next.rows;
    validationRows += next.validationRows;
    totalWeight += next.totalWeight;
    validationWeight += next.validationWeight;
    weighted |= next.weighted;
    sparse |= next.sparse;
    maxWeight = Math.max(maxWeight, next.maxWeight);
    minLabel = Math.min(minLabel, next.minLabel);
    maxLabel = Math.max(maxLabel, next.maxLabel);
    invalidRows = invalidRows.plus(next.invalidRows);
    checksum = checksum.then(next.checksum);
    if (next.width > 0) {
      requireWidth(next.width);
    }
    label.add(next.label);
    if (next.features != null && next.width == width) {
      features(next.width).add(next.features);
    }
  }

  private Moments features(int columns) {
    if (features == null) {
      features = Moments.zero(columns);
    }
    return features;
  }

  private void requireWidth(int next) {
    if (width > 0 && next != width) {
      invalidRows =
          invalidRows.plus(
              InvalidRowCounts.fatal(
                  "[fit] expected rows of one width, got "
                      + width
                      + " and "
                      + next
                      + " in different partitions"));
      return;
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

  /** Features of each row, or 0 without rows. */
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

  /** The largest weight of a training row. */
  float maxWeight() {
    return maxWeight;
  }

  public RowsChecksum checksum() {
    return checksum;
  }

  public boolean isWeighted() {
    return weighted;
  }

  /** Whether some rows are sparse. */
  public boolean isSparse() {
    return sparse;
  }

  /** Figures of the training rows' features. Null without such rows. */
  Moments features() {
    return features;
  }

  LabelMoments label() {
    return label;
  }

  InvalidRowCounts invalidRows() {
    return invalidRows;
  }
}
