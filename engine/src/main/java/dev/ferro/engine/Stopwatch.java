package dev.ferro.engine;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Times a workload on an engine, by doing a little of it on random rows. */
final class Stopwatch {
  /** After the first batch, batches are done until this time is up, one at least. */
  private static final double SECONDS = 0.2;

  private Stopwatch() {}

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
    Batch batch = Batch.of(workload.spec(), workload.batchSize());
    for (int i = 0; i < batch.features().capacity(); i++) {
      batch.features().put(i, (float) (2 * random.nextDouble() - 1));
    }
    // Targets stay 0: the first class, or the value.
    batch.setRows(workload.batchSize());
    return batch;
  }
}
