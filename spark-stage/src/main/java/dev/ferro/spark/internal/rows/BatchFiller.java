package dev.ferro.spark.internal.rows;

import dev.ferro.engine.Batch;

/** Copies rows from a shard's blocks into batches. For one thread. */
public final class BatchFiller {
  private final float[] zeros;
  private final Batch batch;
  private final float[] row;

  /**
   * Creates a filler for a batch.
   *
   * @param zeros values of features that sparse rows do not store, {@code [inputs]}, or null if all
   *     rows are dense
   */
  public BatchFiller(float[] zeros, Batch batch) {
    this.zeros = zeros;
    this.batch = batch;
    this.row = new float[batch.spec().inputWidth()];
  }

  public Batch batch() {
    return batch;
  }

  /** Copies one row of a block to the batch's row {@code at}. */
  public void put(RowBlock block, int from, int at) {
    if (block.isSparse()) {
      block.copyRow(from, zeros, row);
      batch.features().put(at * row.length, row);
    } else {
      batch.features().put(at * row.length, block.values(), block.start(from), row.length);
    }
    batch.targets().put(at, block.labels[from]);
    if (batch.isWeighted()) {
      batch.weights().put(at, block.weights[from]);
    }
  }
}
