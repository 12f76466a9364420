package dev.ferro.spark.training;

import dev.ferro.engine.Batch;
import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.Workload;
import dev.ferro.spark.node.NodeEngine;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.BlockManagerId;

/**
 * One worker's part of a round: takes its steps over its rows in an order of its own, starting from
 * the state that all share.
 */
final class LocalEpoch implements PartitionWork<RoundResult> {
  private static final long serialVersionUID = 2L;

  /** Floats handed to the engine in one call, about: 4 MiB, many mini-batches of most shapes. */
  private static final int CALL = 1 << 20;

  private final Broadcast<TrainingState> state;
  private final NetworkSpec spec;
  private final Scaling scaling;
  private final TrainingSettings settings;
  private final boolean weighted;
  private final int epoch;
  private final List<RoundPlan.Part> parts;

  LocalEpoch(
      Broadcast<TrainingState> state,
      NetworkSpec spec,
      Scaling scaling,
      TrainingSettings settings,
      boolean weighted,
      int epoch,
      List<RoundPlan.Part> parts) {
    this.state = state;
    this.spec = spec;
    this.scaling = scaling;
    this.settings = settings;
    this.weighted = weighted;
    this.epoch = epoch;
    this.parts = parts;
  }

  @Override
  public Iterator<RoundResult> call(int worker, Iterator<RowBlock> blocks) {
    EngineSelection engine =
        NodeEngine.select(settings.engine(), Workload.training(spec, settings.batchSize()));
    RoundPlan.Part part = parts.get(worker);
    LossSum loss = LossSum.ZERO;
    TrainingState trained = null;
    Timing timing = new Timing();
    if (part.rows() > 0) {
      RowOrder order =
          new RowOrder(blocks, Seeds.random(settings.seed(), epoch, worker), RowOrder.WINDOW);
      order.skip(part.from());
      try (Network network = engine.engine().open(spec)) {
        network.setState(state.value());
        loss = train(network, order, part.rows(), timing);
        trained = network.state();
        timing.waited(network.waitedSeconds());
      }
    }
    BlockManagerId here = SparkEnv.get().blockManager().blockManagerId();
    RoundResult result =
        new RoundResult(
            trained,
            loss,
            part.rows(),
            here.executorId(),
            here.host(),
            engine.engine().id(),
            engine.toString(),
            timing.taken());
    return List.of(result).iterator();
  }

  private LossSum train(Network network, RowOrder order, long count, Timing timing) {
    int batchSize = (int) Math.min(settings.batchSize(), count);
    int batchesPerCall = Math.max(1, CALL / spec.inputWidth() / batchSize);
    int capacity = (int) Math.min((long) batchesPerCall * batchSize, count);
    Batch batch = weighted ? Batch.weighted(spec, capacity) : Batch.of(spec, capacity);
    Gather gather = new Gather(scaling, batch);
    LossSum loss = LossSum.ZERO;
    for (long left = count; left > 0; left -= batch.rows()) {
      stopIfKilled();
      int rows = (int) Math.min(capacity, left);
      for (int i = 0; i < rows; i++) {
        if (!order.next()) {
          throw new IllegalStateException(
              "[fit] expected " + count + " rows for one worker, got " + (count - left + i));
        }
        gather.put(order.block(), order.row(), i);
      }
      batch.setRows(rows);
      timing.begin();
      loss = loss.plus(network.train(batch, batchSize, settings.optimizer()));
      timing.end();
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
