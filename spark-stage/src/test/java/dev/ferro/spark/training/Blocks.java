package dev.ferro.spark.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Blocks made of given rows. */
final class Blocks {
  private Blocks() {}

  static List<RowBlock> read(int partition, Iterator<Row> rows) {
    TrainingColumns columns = new TrainingColumns("features", "label", "weight", null, false);
    List<RowBlock> blocks = new ArrayList<>();
    new BlockReader(rows, partition, columns, new HeldOut(false, 0, 0))
        .forEachRemaining(blocks::add);
    return blocks;
  }

  /** What a first pass over partitions of rows in a known order read. */
  static ReadRows read(List<List<RowBlock>> partitions, boolean ordered) {
    return new ReadRows(
        partitions.stream()
            .map(blocks -> Statistics.of(blocks.iterator(), false).checksum())
            .toList(),
        ordered);
  }

  static Row row(Vector features, double label, double weight) {
    return RowFactory.create(features, label, weight);
  }

  /** Rows whose only feature and label are their number. */
  static RowBlock numbered(int from, int to) {
    List<Row> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(row(Vectors.dense(i), i, 1));
    }
    return read(0, rows.iterator()).get(0);
  }
}
