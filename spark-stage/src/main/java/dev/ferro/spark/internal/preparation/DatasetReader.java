package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Iterators;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.DeterministicLevel$;
import org.apache.spark.sql.Row;

/** Reads a dataset's rows into blocks. It travels to the tasks, so it holds only what they need. */
public final class DatasetReader implements Function2<Integer, Iterator<Row>, Iterator<Object[]>> {
  private static final long serialVersionUID = 1L;

  private final TrainingColumns columns;
  private final ValidationSplit split;

  private DatasetReader(TrainingColumns columns, ValidationSplit split) {
    this.columns = columns;
    this.split = split;
  }

  /** Packed {@link ReadBlock}s, read lazily. */
  public static JavaRDD<Object[]> blocks(
      JavaRDD<Row> rows, TrainingColumns columns, ValidationSplit split) {
    return rows.mapPartitionsWithIndex(new DatasetReader(columns, split), true);
  }

  /** Whether a partition's rows come in the same order each time. After a shuffle they do not. */
  public static boolean isOrdered(JavaRDD<Row> rows) {
    return rows.rdd().outputDeterministicLevel().equals(DeterministicLevel$.MODULE$.DETERMINATE());
  }

  @Override
  public Iterator<Object[]> call(Integer partition, Iterator<Row> rows) {
    return Iterators.map(new BlockReader(rows, partition, columns, split), ReadBlock::pack);
  }
}
