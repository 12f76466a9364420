package dev.ferro.spark.training;

import java.util.List;
import java.util.SplittableRandom;

/** All rows of a worker's blocks in one random order. */
final class RowOrder {
  private final RowBlock[] blocks;
  private final int[] rows;

  RowOrder(List<RowBlock> held, SplittableRandom random) {
    long count = held.stream().mapToLong(block -> block.rows).sum();
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "[fit] expected fewer than 2^31 rows for one worker, got "
              + count
              + " (raise numWorkers)");
    }
    blocks = new RowBlock[(int) count];
    rows = new int[(int) count];
    int[] order = Seeds.permutation((int) count, random);
    int at = 0;
    for (RowBlock block : held) {
      for (int row = 0; row < block.rows; row++) {
        blocks[order[at]] = block;
        rows[order[at]] = row;
        at++;
      }
    }
  }

  int rows() {
    return rows.length;
  }

  RowBlock block(int at) {
    return blocks[at];
  }

  int row(int at) {
    return rows[at];
  }
}
