package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Blocks made of given rows. */
public final class Blocks {
  private Blocks() {}

  public static List<ReadBlock> read(int partition, Iterator<Row> rows) {
    TrainingColumns columns = new TrainingColumns("features", "label", "weight", null, false);
    List<ReadBlock> blocks = new ArrayList<>();
    new BlockReader(rows, partition, columns, new ValidationSplit(false, 0, 0))
        .forEachRemaining(blocks::add);
    return blocks;
  }

  /** What a first pass over partitions of rows read. */
  public static FirstPass read(List<List<ReadBlock>> partitions, boolean ordered) {
    return FirstPass.of(
        partitions.stream().map(blocks -> Statistics.of(blocks.iterator())).iterator(), ordered);
  }

  /** The blocks as training takes them, not scaled. */
  public static List<RowBlock> unscaled(List<ReadBlock> blocks) {
    return blocks.stream()
        .map(block -> Scaling.none(block.block().width).scale(block.block()))
        .toList();
  }

  /** Labels of blocks, one after another. */
  public static DoubleStream labels(List<RowBlock> blocks) {
    return blocks.stream()
        .flatMapToDouble(
            block -> IntStream.range(0, block.rows).mapToDouble(row -> block.labels[row]));
  }

  public static Row row(Vector features, double label, double weight) {
    return RowFactory.create(features, label, weight);
  }

  /** Rows whose only feature and label are their number. */
  public static ReadBlock numbered(int from, int to) {
    List<Row> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(row(Vectors.dense(i), i, 1));
    }
    return read(0, rows.iterator()).get(0);
  }
}
