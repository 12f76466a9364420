package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.Batch;
import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.model.NodeEngine;
import dev.ferro.spark.internal.rows.BatchFiller;
import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.RowOrder;
import dev.ferro.spark.internal.rows.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;

/**
 * One replica's part of a round. It starts from the shared state, and takes its steps over its
 * shard. Each epoch has an order of its own.
 */
final class LocalRound implements ShardTask {
  private static final long serialVersionUID = 3L;

  /** Floats in one call to the engine, about: 4 MiB. For most shapes that is many mini-batches. */
  private static final int CALL = 1 << 20;

  private final RoundContext context;
  private final Broadcast<byte[][]> state;
  private final int firstEpoch;
  private final int epochs;
  private final List<RoundPlan.Part> parts;

  LocalRound(
      RoundContext context,
      Broadcast<byte[][]> state,
      int firstEpoch,
      int epochs,
      List<RoundPlan.Part> parts) {
    this.context = context;
    this.state = state;
    this.firstEpoch = firstEpoch;
    this.epochs = epochs;
    this.parts = parts;
  }

  @Override
  public Iterator<Object[]> run(int replica, Iterable<RowBlock> blocks) {
    EngineSelection engine =
        NodeEngine.select(
            context.engine(), Workload.training(context.spec(), context.step().batchSize()));
    RoundPlan.Part part = parts.get(replica);
    List<LossSum> losses = new ArrayList<>(Collections.nCopies(epochs, LossSum.ZERO));
    byte[][] trained = null;
    TaskTimer timer = new TaskTimer();
    if (part.rows() > 0) {
      try (Network network = engine.engine().open(context.spec())) {
        network.setState(StateBytes.state(state.value()));
        BatchFiller filler = filler(part.rows());
        for (int i = 0; i < epochs; i++) {
          SplittableRandom random = Seeds.random(context.seed(), firstEpoch + i, replica);
          RowOrder order = new RowOrder(blocks.iterator(), random, RowOrder.WINDOW);
          order.skip(part.from());
          losses.set(i, train(network, order, part.rows(), filler, timer));
        }
        trained = StateBytes.of(network.state());
        timer.waited(network.waitedSeconds());
      }
    }
    RoundResult result =
        new RoundResult(
            replica,
            trained,
            losses,
            part.rows() * epochs,
            RoundResult.Site.here(engine),
            timer.taken());
    return List.<Object[]>of(result.pack()).iterator();
  }

  /** Allocates a batch for one call: as many mini-batches as fit, or all rows if they are fewer. */
  private BatchFiller filler(long rows) {
    NetworkSpec spec = context.spec();
    int batchSize = (int) Math.min(context.step().batchSize(), rows);
    int batchesPerCall = Math.max(1, CALL / spec.inputWidth() / batchSize);
    int capacity = (int) Math.min((long) batchesPerCall * batchSize, rows);
    return context.filler(
        context.weighted() ? Batch.weighted(spec, capacity) : Batch.of(spec, capacity));
  }

  private LossSum train(
      Network network, RowOrder order, long count, BatchFiller filler, TaskTimer timer) {
    Batch batch = filler.batch();
    int batchSize = Math.min(context.step().batchSize(), batch.capacity());
    LossSum loss = LossSum.ZERO;
    for (long left = count; left > 0; left -= batch.rows()) {
      stopIfKilled();
      int rows = (int) Math.min(batch.capacity(), left);
      for (int i = 0; i < rows; i++) {
        if (!order.next()) {
          throw new IllegalStateException(
              "[fit] expected " + count + " rows for one replica, got " + (count - left + i));
        }
        filler.put(order.block(), order.row(), i);
      }
      batch.setRows(rows);
      timer.begin();
      loss = loss.plus(network.train(batch, batchSize, context.step().optimizer()));
      timer.end();
    }
    return loss;
  }

  private static void stopIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException("training stopped between two calls to the engine");
    }
  }
}
