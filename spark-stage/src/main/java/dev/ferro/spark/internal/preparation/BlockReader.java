package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.FeatureRow;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * Reads and checks one partition's rows, lazily, and packs them into blocks. A row has features,
 * label, weight, and a mark for validation rows if there is such a column.
 */
public final class BlockReader implements Iterator<ReadBlock> {
  private final Iterator<Row> source;
  private final int partition;
  private final TrainingColumns columns;
  private final ValidationSplit split;
  private final FeatureRow features = new FeatureRow();
  private long row = -1;
  private int width = -1;
  private boolean stopped;

  /** One for each kind of row, because kinds may alternate from row to row. */
  private final BlockBuilder[] builders = new BlockBuilder[4];

  private InvalidRowCounts invalid = InvalidRowCounts.NONE;
  private final Queue<ReadBlock> ready = new ArrayDeque<>();

  public BlockReader(
      Iterator<Row> source, int partition, TrainingColumns columns, ValidationSplit split) {
    this.source = source;
    this.partition = partition;
    this.columns = columns;
    this.split = split;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !stopped && source.hasNext()) {
      row++;
      read(source.next());
    }
    if (ready.isEmpty()) {
      for (int kind = 0; kind < builders.length; kind++) {
        if (builders[kind] != null) {
          finish(builders[kind]);
          builders[kind] = null;
        }
      }
    }
    if (ready.isEmpty() && !invalid.isEmpty()) {
      ready.add(new ReadBlock(null, RowsChecksum.NONE, invalid));
      invalid = InvalidRowCounts.NONE;
    }
    return !ready.isEmpty();
  }

  @Override
  public ReadBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void read(Row source) {
    InvalidRowCounts problem = check(source);
    if (!problem.isEmpty()) {
      invalid = invalid.plus(problem);
      stopped = problem.fatal() != null;
      return;
    }
    double label = source.getDouble(TrainingColumns.LABEL);
    float weight = (float) source.getDouble(TrainingColumns.WEIGHT);
    long hash = hash(label, weight);
    add(label, weight, hash + detail(), split.test(source, hash));
  }

  private long hash(double label, float weight) {
    long hash = RowsChecksum.beginRow(label, weight);
    for (int i = 0; i < features.size(); i++) {
      hash = RowsChecksum.withFeature(hash, featureAt(i), features.values()[i]);
    }
    return RowsChecksum.endRow(hash);
  }

  private long detail() {
    long detail = 0;
    for (int i = 0; i < features.size() && !features.isExactInFloat(); i++) {
      detail = RowsChecksum.withDetail(detail, featureAt(i), features.values()[i]);
    }
    return detail;
  }

  private int featureAt(int i) {
    return features.isSparse() ? features.indices()[i] : i;
  }

  private void add(double label, float weight, long hash, boolean isValidation) {
    int kind = (features.isSparse() ? 0 : 1) + (isValidation ? 2 : 0);
    if (builders[kind] != null && !builders[kind].hasRoomFor(features)) {
      finish(builders[kind]);
      builders[kind] = null;
    }
    if (builders[kind] == null) {
      builders[kind] =
          new BlockBuilder(new RawBlock.Kind(width, features.isSparse(), isValidation));
    }
    builders[kind].add(features, label, weight, hash);
  }

  private void finish(BlockBuilder full) {
    ready.add(full.build(invalid));
    invalid = InvalidRowCounts.NONE;
  }

  private InvalidRowCounts check(Row source) {
    if (!features.read(source.get(TrainingColumns.FEATURES))) {
      return InvalidRowCounts.of(columns.features(), features.problem() + here());
    }
    if (width < 0) {
      width = features.width();
    }
    if (features.width() != width) {
      return InvalidRowCounts.fatal(
          "[fit] expected rows of one width in column '"
              + columns.features()
              + "', got "
              + width
              + " and "
              + features.width()
              + here());
    }
    if (source.isNullAt(TrainingColumns.LABEL)
        || !Double.isFinite(source.getDouble(TrainingColumns.LABEL))) {
      return InvalidRowCounts.of(columns.label(), show(source, TrainingColumns.LABEL) + here());
    }
    if (source.isNullAt(TrainingColumns.WEIGHT)
        || !TrainingColumns.isWeight(source.getDouble(TrainingColumns.WEIGHT))) {
      return InvalidRowCounts.of(columns.weight(), showWeight(source) + here());
    }
    if (columns.validation() != null && source.isNullAt(TrainingColumns.VALIDATION)) {
      return InvalidRowCounts.of(columns.validation(), "null" + here());
    }
    double label = source.getDouble(TrainingColumns.LABEL);
    if (columns.classes() && !isClass(label)) {
      return InvalidRowCounts.fatal(
          "[fit] expected class labels 0, 1, 2, … in column '"
              + columns.label()
              + "', got "
              + label
              + here()
              + "; StringIndexer makes such labels of any values");
    }
    return InvalidRowCounts.NONE;
  }

  private static String showWeight(Row source) {
    double weight =
        source.isNullAt(TrainingColumns.WEIGHT) ? 0 : source.getDouble(TrainingColumns.WEIGHT);
    return show(source, TrainingColumns.WEIGHT)
        + (weight > 0 && Double.isFinite(weight) ? ", beyond float32" : "");
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
