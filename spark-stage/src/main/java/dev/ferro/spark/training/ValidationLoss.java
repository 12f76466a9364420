package dev.ferro.spark.training;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Loss;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.Workload;
import dev.ferro.spark.node.NodeEngine;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** The loss of a state over a worker's held-out rows, summed in double. */
final class ValidationLoss implements PartitionWork<LossSum> {
  private static final long serialVersionUID = 1L;

  /** Floats scored in one call, about. */
  private static final int CALL = 1 << 18;

  private final Broadcast<TrainingState> state;
  private final NetworkSpec spec;
  private final Scaling scaling;
  private final String engine;

  ValidationLoss(Broadcast<TrainingState> state, NetworkSpec spec, Scaling scaling, String engine) {
    this.state = state;
    this.spec = spec;
    this.scaling = scaling;
    this.engine = engine;
  }

  @Override
  public Iterator<LossSum> call(int worker, Iterable<RowBlock> all) {
    Iterator<RowBlock> blocks = all.iterator();
    if (!blocks.hasNext()) {
      return List.of(LossSum.ZERO).iterator();
    }
    int capacity = Math.max(1, CALL / Math.max(spec.inputWidth(), spec.outputWidth()));
    Batch batch = Batch.weighted(spec, capacity);
    FloatBuffer scores = Batch.allocate((long) capacity * spec.outputWidth());
    Gather gather = new Gather(scaling, batch);
    LossSum loss = LossSum.ZERO;
    try (Network network =
        NodeEngine.select(engine, Workload.scoring(spec, capacity)).engine().open(spec)) {
      network.setState(TrainingState.initial(state.value().parameters()));
      int rows = 0;
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        for (int row = 0; row < block.rows; row++) {
          gather.put(block, row, rows++);
          if (rows == capacity || row + 1 == block.rows && !blocks.hasNext()) {
            network.predict(batch.features(), rows, scores);
            loss = loss.plus(loss(batch, scores, rows));
            rows = 0;
          }
        }
      }
    }
    return List.of(loss).iterator();
  }

  private LossSum loss(Batch batch, FloatBuffer scores, int rows) {
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < rows; row++) {
      float weight = batch.weights().get(row);
      float target = batch.targets().get(row);
      if (weight > 0) {
        sum += weight * loss(scores, row * spec.outputWidth(), target);
        weights += weight;
      }
    }
    return new LossSum(sum, weights);
  }

  private double loss(FloatBuffer scores, int at, float target) {
    if (spec.loss() == Loss.SQUARED_ERROR) {
      double off = scores.get(at) - target;
      return off * off;
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < spec.outputWidth(); i++) {
      max = Math.max(max, scores.get(at + i));
    }
    double sum = 0;
    for (int i = 0; i < spec.outputWidth(); i++) {
      sum += Math.exp(scores.get(at + i) - max);
    }
    return max + Math.log(sum) - scores.get(at + (int) target);
  }
}
