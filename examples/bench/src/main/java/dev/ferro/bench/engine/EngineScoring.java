package dev.ferro.bench.engine;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Network;
import dev.ferro.engine.TrainingState;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Scores one batch per call. */
final class EngineScoring implements Trial {
  private static final long SEED = 1;

  private final Cell cell;
  private final List<FloatBuffer> batches = new ArrayList<>();
  private final FloatBuffer scores;
  private final Network network;
  private final EngineClock clock;

  EngineScoring(Engine engine, Cell cell, SharedRows rows) {
    this.cell = cell;
    for (int i = 0; i < cell.distinctBatches(); i++) {
      batches.add(rows.some(i * cell.batch(), cell.batch()).features());
    }
    scores = Batch.allocate((long) cell.batch() * cell.spec().outputWidth());
    network = engine.open(cell.spec());
    clock = EngineClock.of(engine);
    network.setState(TrainingState.initial(cell.spec().initialParameters(SEED)));
  }

  @Override
  public double seconds(int passes) {
    int calls = cell.steps() * passes;
    double began = clock.seconds();
    for (int i = 0; i < calls; i++) {
      network.predict(batches.get(i % batches.size()), cell.batch(), scores);
    }
    return clock.seconds() - began;
  }

  @Override
  public void close() {
    network.close();
  }
}
