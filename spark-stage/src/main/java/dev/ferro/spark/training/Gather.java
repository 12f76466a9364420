package dev.ferro.spark.training;

import dev.ferro.engine.Batch;

/** Copies rows from dealt blocks into batches. For one thread. */
final class Gather {
  private final Scaling scaling;
  private final Batch batch;
  private final float[] row;

  Gather(Scaling scaling, Batch batch) {
    this.scaling = scaling;
    this.batch = batch;
    this.row = new float[batch.spec().inputWidth()];
  }

  Batch batch() {
    return batch;
  }

  /** Makes one row of a dealt block the batch's row {@code at}. */
  void put(RowBlock block, int from, int at) {
    if (block.isSparse()) {
      block.copyRow(from, row);
      scaling.scale(row);
      batch.features().put(at * row.length, row);
    } else {
      batch.features().put(at * row.length, block.values(), block.start(from), row.length);
    }
    batch.targets().put(at, (float) block.labels[from]);
    if (batch.isWeighted()) {
      batch.weights().put(at, block.weights[from]);
    }
  }
}
