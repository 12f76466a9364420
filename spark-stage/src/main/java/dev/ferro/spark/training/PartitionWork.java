package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Iterator;

/** What a task does with one worker's blocks. */
@FunctionalInterface
interface PartitionWork extends Serializable {
  /**
   * Goes through the blocks and gives results.
   *
   * @param worker counted from 0
   * @param blocks to go through as often as needed, one time after another
   * @return results, each made of what {@link Wire} says
   */
  Iterator<Object[]> call(int worker, Iterable<RowBlock> blocks);
}
