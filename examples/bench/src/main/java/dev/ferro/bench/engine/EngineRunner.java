package dev.ferro.bench.engine;

import dev.ferro.engine.Engine;

/** An engine of Ferro, through the same seam that Spark's tasks use. */
final class EngineRunner implements Runner {
  private final Engine engine;

  EngineRunner(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String id() {
    return engine.id();
  }

  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public boolean does(Phase phase) {
    return true;
  }

  @Override
  public Trial open(Cell cell, SharedRows rows) {
    return switch (cell.phase()) {
      case TRAIN -> new EngineTraining(engine, cell, rows);
      case SCORE -> new EngineScoring(engine, cell, rows);
    };
  }

  @Override
  public void close() {
    // Each trial closes its network.
  }
}
