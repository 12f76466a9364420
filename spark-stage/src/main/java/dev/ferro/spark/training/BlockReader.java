package dev.ferro.spark.training;

import dev.ferro.spark.rows.FeatureRow;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Reads and checks one partition's rows of (features, label, weight) into blocks, lazily. */
final class BlockReader implements Iterator<RowBlock> {
  private final Iterator<Row> source;
  private final int partition;
  private final TrainingColumns columns;
  private final FeatureRow features = new FeatureRow();
  private long row = -1;
  private int width = -1;
  private boolean stopped;
  private BlockBuilder builder;
  private Refusals refusals = Refusals.NONE;
  private RowBlock next;

  BlockReader(Iterator<Row> source, int partition, TrainingColumns columns) {
    this.source = source;
    this.partition = partition;
    this.columns = columns;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !stopped && source.hasNext()) {
      row++;
      read(source.next());
    }
    if (next == null && (builder != null || !refusals.isEmpty())) {
      finish();
    }
    return next != null;
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RowBlock block = next;
    next = null;
    return block;
  }

  private void read(Row source) {
    Refusals refusal = check(source);
    if (!refusal.isEmpty()) {
      refusals = refusals.plus(refusal);
      stopped = refusal.fatal() != null;
      return;
    }
    if (builder != null && !builder.takes(features)) {
      finish();
    }
    if (builder == null) {
      builder = new BlockBuilder(width, features.isSparse());
    }
    builder.add(features, source.getDouble(1), (float) source.getDouble(2));
  }

  private void finish() {
    BlockBuilder full = builder != null ? builder : new BlockBuilder(Math.max(width, 0), false);
    next = full.build(refusals);
    builder = null;
    refusals = Refusals.NONE;
  }

  private Refusals check(Row source) {
    if (!features.read(source.get(0))) {
      return Refusals.of(columns.features(), features.problem() + here());
    }
    if (width < 0) {
      width = features.width();
    }
    if (features.width() != width) {
      return Refusals.fatal(
          "[fit] expected rows of one width in column '"
              + columns.features()
              + "', got "
              + width
              + " and "
              + features.width()
              + here());
    }
    if (source.isNullAt(1) || !Double.isFinite(source.getDouble(1))) {
      return Refusals.of(columns.label(), show(source, 1) + here());
    }
    if (source.isNullAt(2) || !isWeight(source.getDouble(2))) {
      return Refusals.of(columns.weight(), show(source, 2) + here());
    }
    double label = source.getDouble(1);
    if (columns.classes() && !isClass(label)) {
      return Refusals.fatal(
          "[fit] expected class labels 0, 1, 2, … in column '"
              + columns.label()
              + "', got "
              + label
              + here()
              + "; StringIndexer makes such labels of any values");
    }
    return Refusals.NONE;
  }

  private static boolean isWeight(double weight) {
    return weight >= 0 && weight <= Float.MAX_VALUE;
  }

  private static boolean isClass(double label) {
    return label >= 0 && label == (int) label;
  }

  private static String show(Row source, int column) {
    return source.isNullAt(column) ? "null" : String.valueOf(source.getDouble(column));
  }

  private String here() {
    return " (row " + row + " of partition " + partition + ")";
  }
}
