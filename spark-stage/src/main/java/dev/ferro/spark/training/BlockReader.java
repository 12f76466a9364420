package dev.ferro.spark.training;

import dev.ferro.spark.rows.FeatureRow;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * Reads and checks one partition's rows of (features, label, weight, and where a column marks them
 * whether held out) into blocks, lazily.
 */
final class BlockReader implements Iterator<RowBlock> {
  private final Iterator<Row> source;
  private final int partition;
  private final TrainingColumns columns;
  private final HeldOut heldOut;
  private final FeatureRow features = new FeatureRow();
  private long row = -1;
  private int width = -1;
  private boolean stopped;
  private BlockBuilder training;
  private BlockBuilder validation;
  private Refusals refusals = Refusals.NONE;
  private final Queue<RowBlock> ready = new ArrayDeque<>();

  BlockReader(Iterator<Row> source, int partition, TrainingColumns columns, HeldOut heldOut) {
    this.source = source;
    this.partition = partition;
    this.columns = columns;
    this.heldOut = heldOut;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !stopped && source.hasNext()) {
      row++;
      read(source.next());
    }
    if (ready.isEmpty()) {
      training = finish(training);
      validation = finish(validation);
    }
    if (ready.isEmpty() && !refusals.isEmpty()) {
      finish(new BlockBuilder(Math.max(width, 0), false, false));
    }
    return !ready.isEmpty();
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void read(Row source) {
    Refusals refusal = check(source);
    if (!refusal.isEmpty()) {
      refusals = refusals.plus(refusal);
      stopped = refusal.fatal() != null;
      return;
    }
    double label = source.getDouble(1);
    float weight = (float) source.getDouble(2);
    int[] indices = features.isSparse() ? features.indices() : null;
    long hash = RowHash.of(label, weight, features.values(), indices, 0, features.size());
    if (heldOut.test(source, hash)) {
      validation = add(validation, label, weight, hash, true);
    } else {
      training = add(training, label, weight, hash, false);
    }
  }

  private BlockBuilder add(
      BlockBuilder started, double label, float weight, long hash, boolean isValidation) {
    BlockBuilder builder = started == null || started.takes(features) ? started : finish(started);
    if (builder == null) {
      builder = new BlockBuilder(width, features.isSparse(), isValidation);
    }
    builder.add(features, label, weight, hash);
    return builder;
  }

  private BlockBuilder finish(BlockBuilder full) {
    if (full != null) {
      ready.add(full.build(refusals));
      refusals = Refusals.NONE;
    }
    return null;
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
    if (columns.validation() != null && source.isNullAt(3)) {
      return Refusals.of(columns.validation(), "null" + here());
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
