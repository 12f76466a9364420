package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.Batch;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.model.NodeEngine;
import dev.ferro.spark.internal.rows.BatchFiller;
import dev.ferro.spark.internal.rows.RowBlock;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** Computes the loss of a state over a shard of held-out rows, summed in double. */
final class ValidationLoss implements ShardTask {
  private static final long serialVersionUID = 1L;

  /** Floats scored in one call, about. */
  private static final int CALL = 1 << 18;

  private final Broadcast<byte[][]> state;
  private final RoundContext context;
  private final NetworkSpec spec;

  ValidationLoss(RoundContext context, Broadcast<byte[][]> state) {
    this.context = context;
    this.state = state;
    this.spec = context.spec();
  }

  /** The loss sum in a replica's result. */
  static LossSum unpack(Object[] packed) {
    double[] sums = (double[]) packed[0];
    return new LossSum(sums[0], sums[1]);
  }

  @Override
  public Iterator<Object[]> run(int replica, Iterable<RowBlock> all) {
    LossSum sum = sum(all.iterator());
    return List.<Object[]>of(new Object[] {new double[] {sum.weightedLoss(), sum.weight()}})
        .iterator();
  }

  private LossSum sum(Iterator<RowBlock> blocks) {
    if (!blocks.hasNext()) {
      return LossSum.ZERO;
    }
    int capacity = Math.max(1, CALL / Math.max(spec.inputWidth(), spec.outputWidth()));
    Batch batch = Batch.weighted(spec, capacity);
    BatchFiller filler = context.filler(batch);
    LossSum loss = LossSum.ZERO;
    try (Network network =
        NodeEngine.select(context.engine(), Workload.scoring(spec, capacity)).engine().open(spec)) {
      network.setState(StateBytes.state(state.value()));
      int rows = 0;
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        for (int row = 0; row < block.rows; row++) {
          filler.put(block, row, rows++);
          if (rows == capacity || row + 1 == block.rows && !blocks.hasNext()) {
            batch.setRows(rows);
            loss = loss.plus(network.loss(batch));
            rows = 0;
          }
        }
      }
    }
    return loss;
  }
}
