package dev.ferro.engine;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Measures how fast an engine does a workload, with a short run on random rows. */
final class EngineTimer {
  /** After the first batch, batches run until this time is up, at least one. */
  private static final double SECONDS = 0.2;

  /** Most memory for the rows, their targets and their scores. */
  private static final long BYTES = 1 << 26;

  /** Operations in a batch that is large enough to time, if it has more than {@link #FEW} rows. */
  private static final double FLOPS = 1e10;

  /** Rows in a batch at which engines reach full speed, however large the network is. */
  private static final int FEW = 128;

  private EngineTimer() {}

  /**
   * Rows per second of the fastest batch. The first batch does not count: it also compiles and
   * loads.
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
    // Targets stay 0, which is the first class or a value.
    batch.setRows(rows);
    return batch;
  }

  /**
   * The workload's batch, or a part that is large enough to show the speed. This limits memory and
   * time.
   */
  static int rows(Workload workload) {
    NetworkSpec spec = workload.spec();
    long floats = (long) spec.inputWidth() + spec.targetWidth() + spec.outputWidth();
    long inMemory = Math.max(1, BYTES / Float.BYTES / floats);
    long inTime = Math.max(FEW, (long) (FLOPS / workload.flopsPerRow()));
    return (int) Math.min(workload.batchSize(), Math.min(inMemory, inTime));
  }
}
