package dev.ferro.spark.training;

import dev.ferro.engine.Batch;
import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.node.NodeEngine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.BlockManagerId;

/**
 * One worker's part of a round: trains one epoch over its rows in an order of its own, starting
 * from the state that all share.
 */
final class LocalEpoch implements Function2<Integer, Iterator<RowBlock>, Iterator<RoundResult>> {
  private static final long serialVersionUID = 1L;

  /** Floats handed to the engine in one call, about: 4 MiB, many mini-batches of most shapes. */
  private static final int CALL = 1 << 20;

  private final Broadcast<TrainingState> state;
  private final NetworkSpec spec;
  private final Scaling scaling;
  private final TrainingSettings settings;
  private final boolean weighted;
  private final int epoch;

  LocalEpoch(
      Broadcast<TrainingState> state,
      NetworkSpec spec,
      Scaling scaling,
      TrainingSettings settings,
      boolean weighted,
      int epoch) {
    this.state = state;
    this.spec = spec;
    this.scaling = scaling;
    this.settings = settings;
    this.weighted = weighted;
    this.epoch = epoch;
  }

  @Override
  public Iterator<RoundResult> call(Integer partition, Iterator<RowBlock> source) {
    List<RowBlock> blocks = new ArrayList<>();
    source.forEachRemaining(blocks::add);
    EngineSelection engine = NodeEngine.select(settings.engine());
    RowOrder order = new RowOrder(blocks, Seeds.random(settings.seed(), epoch, partition));
    LossSum loss = LossSum.ZERO;
    TrainingState trained = null;
    long start = System.nanoTime();
    if (order.rows() > 0) {
      try (Network network = engine.engine().open(spec)) {
        network.setState(state.value());
        loss = train(network, order);
        trained = network.state();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    BlockManagerId here = SparkEnv.get().blockManager().blockManagerId();
    RoundResult result =
        new RoundResult(
            trained,
            loss,
            order.rows(),
            here.executorId(),
            here.host(),
            engine.engine().id(),
            engine.toString(),
            seconds);
    return List.of(result).iterator();
  }

  private LossSum train(Network network, RowOrder order) {
    int batchSize = Math.min(settings.batchSize(), order.rows());
    int batchesPerCall = Math.max(1, CALL / spec.inputWidth() / batchSize);
    int capacity = Math.min(batchesPerCall * batchSize, order.rows());
    Batch batch = weighted ? Batch.weighted(spec, capacity) : Batch.of(spec, capacity);
    float[] features = new float[spec.inputWidth()];
    LossSum loss = LossSum.ZERO;
    for (int from = 0; from < order.rows(); from += capacity) {
      stopIfKilled();
      int rows = Math.min(capacity, order.rows() - from);
      for (int i = 0; i < rows; i++) {
        put(order.block(from + i), order.row(from + i), features, batch, i);
      }
      batch.setRows(rows);
      loss = loss.plus(network.train(batch, batchSize, settings.optimizer()));
    }
    return loss;
  }

  private void put(RowBlock block, int row, float[] features, Batch batch, int at) {
    block.copyRow(row, features);
    scaling.scale(features);
    batch.features().put(at * features.length, features);
    batch.targets().put(at, scaling.scale(block.labels[row]));
    if (weighted) {
      batch.weights().put(at, block.weights[row]);
    }
  }

  private static void stopIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException("training stopped between two calls to the engine");
    }
  }
}
