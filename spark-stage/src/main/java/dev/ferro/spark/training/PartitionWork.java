package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Iterator;

/** What a task does with one worker's blocks. */
@FunctionalInterface
interface PartitionWork<T> extends Serializable {
  /**
   * Does it.
   *
   * @param worker counted from 0
   * @param blocks to go through as often as needed, one time after another
   */
  Iterator<T> call(int worker, Iterable<RowBlock> blocks);
}
