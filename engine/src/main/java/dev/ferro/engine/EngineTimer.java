package dev.ferro.engine;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Times a workload on an engine, by doing a little of it on random rows. */
final class EngineTimer {
  /** After the first batch, batches are done until this time is up, one at least. */
  private static final double SECONDS = 0.2;

  /** What the rows, their targets and their scores may take. */
  private static final long BYTES = 1 << 26;

  /** Operations of a batch that is worth timing, if it has more than {@link #FEW} rows. */
  private static final double FLOPS = 1e10;

  /** Rows of a batch that engines are at their best with, however large the network. */
  private static final int FEW = 128;

  private EngineTimer() {}

  /**
   * Rows per second of the fastest batch, the first one not counted: it also compiles and loads.
   *
   * @throws EngineException when the engine fails
   */
  static double rowsPerSecond(Engine engine, Workload workload) {
    NetworkSpec spec = workload.spec();
    Batch batch = randomRows(workload);
    FloatBuffer scores =
        Batch.allocate(workload.training() ? 0 : (long) batch.rows() * spec.outputWidth());
    OptimizerSpec optimizer = OptimizerSpec.of(OptimizerSpec.Rule.ADAMW, 1e-3);
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(0)));
      Runnable once =
          workload.training()
              ? () -> network.train(batch, batch.rows(), optimizer)
              : () -> network.predict(batch.features(), batch.rows(), scores);
      once.run();
      return batch.rows() / best(once);
    }
  }

  private static double best(Runnable once) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    do {
      long before = System.nanoTime();
      once.run();
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    } while (System.nanoTime() - start < SECONDS * 1e9);
    return best;
  }

  private static Batch randomRows(Workload workload) {
    SplittableRandom random = new SplittableRandom(0);
    int rows = rows(workload);
    Batch batch = Batch.of(workload.spec(), rows);
    for (int i = 0; i < batch.features().capacity(); i++) {
      batch.features().put(i, (float) (2 * random.nextDouble() - 1));
    }
    // Targets stay 0: the first class, or the value.
    batch.setRows(rows);
    return batch;
  }

  /** The workload's batch, or as much of it as shows the speed: memory and time are bounded. */
  static int rows(Workload workload) {
    NetworkSpec spec = workload.spec();
    long floats = (long) spec.inputWidth() + spec.targetWidth() + spec.outputWidth();
    long inMemory = Math.max(1, BYTES / Float.BYTES / floats);
    long inTime = Math.max(FEW, (long) (FLOPS / workload.flopsPerRow()));
    return (int) Math.min(workload.batchSize(), Math.min(inMemory, inTime));
  }
}
