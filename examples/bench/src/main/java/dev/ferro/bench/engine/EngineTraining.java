package dev.ferro.bench.engine;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Network;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** Trains with many mini-batches in one call, as Spark's tasks do. */
final class EngineTraining implements Trial {
  /** Adam's usual step size. */
  static final double STEP_SIZE = 1e-3;

  private static final long SEED = 1;

  /** Features in one call, about: 4 MiB, as in Spark's training. */
  private static final int CALL_FLOATS = 1 << 20;

  private static final OptimizerSpec ADAM = OptimizerSpec.of(OptimizerSpec.Rule.ADAM, STEP_SIZE);

  private final Cell cell;
  private final List<Batch> calls = new ArrayList<>();
  private final TrainingState start;
  private final Network network;
  private final EngineClock clock;

  EngineTraining(Engine engine, Cell cell, SharedRows rows) {
    this.cell = cell;
    int batchesOfCall = Math.max(1, CALL_FLOATS / cell.spec().inputWidth() / cell.batch());
    int rowsOfCall = batchesOfCall * cell.batch();
    for (int from = 0; from < cell.rows(); from += rowsOfCall) {
      calls.add(rows.some(from, Math.min(rowsOfCall, cell.rows() - from)));
    }
    start = TrainingState.initial(cell.spec().initialParameters(SEED));
    network = engine.open(cell.spec());
    clock = EngineClock.of(engine);
  }

  @Override
  public double seconds(int passes) {
    network.setState(start);
    double began = clock.seconds();
    for (int pass = 0; pass < passes; pass++) {
      for (Batch call : calls) {
        network.train(call, cell.batch(), ADAM);
      }
    }
    return clock.seconds() - began;
  }

  @Override
  public void close() {
    network.close();
  }
}
