package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.Wire;
import java.io.Serializable;
import java.util.Iterator;

/** The work of a task on one shard's blocks. */
@FunctionalInterface
interface ShardTask extends Serializable {
  /**
   * Processes the blocks.
   *
   * @param replica the replica, counted from 0
   * @param blocks the blocks, which may be read several times, one time after another
   * @return results, each of types that {@link Wire} allows
   */
  Iterator<Object[]> run(int replica, Iterable<RowBlock> blocks);
}
