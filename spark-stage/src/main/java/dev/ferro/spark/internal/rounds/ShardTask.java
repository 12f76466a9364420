package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.Wire;
import java.io.Serializable;
import java.util.Iterator;

/** What a task does with one replica's blocks. */
@FunctionalInterface
interface ShardTask extends Serializable {
  /**
   * Goes through the blocks and gives results.
   *
   * @param replica counted from 0
   * @param blocks to go through as often as needed, one time after another
   * @return results, each made of what {@link Wire} says
   */
  Iterator<Object[]> run(int replica, Iterable<RowBlock> blocks);
}
