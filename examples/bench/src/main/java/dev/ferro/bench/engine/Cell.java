package dev.ferro.bench.engine;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.Workload;

/**
 * One thing to measure: a network trained or scored at one batch size. Its unit of work, the pass,
 * is the same for every runner.
 *
 * @param phase training or scoring
 * @param spec the network
 * @param batch rows of a step, or of a call
 */
record Cell(Phase phase, NetworkSpec spec, int batch) {
  /** Floating-point operations of a pass, about. They take a tenth of a second at 50 GFLOP/s. */
  private static final double PASS_FLOPS = 5e9;

  /** Most steps of a pass. For small networks, a step costs less than the call to a peer. */
  private static final int MAX_STEPS = 2000;

  /** Most features of a pass: 32 MiB. */
  private static final int MAX_FLOATS = 1 << 23;

  /** Batches that scoring uses in turn. */
  private static final int SCORED_BATCHES = 3;

  /** Floating-point operations that one row needs. */
  double flopsPerRow() {
    return new Workload(spec, batch, phase == Phase.TRAIN).flopsPerRow();
  }

  /** Steps, or calls, of a pass. */
  int steps() {
    double steps = Math.min(MAX_STEPS, PASS_FLOPS / (flopsPerRow() * batch));
    double limited =
        switch (phase) {
          case TRAIN -> Math.min(steps, MAX_FLOATS / spec.inputWidth() / batch);
          case SCORE -> steps;
        };
    return Math.max(1, (int) limited);
  }

  /** Different batches that a pass reads. Scoring uses a few in turn, as Spark reuses one. */
  int distinctBatches() {
    return switch (phase) {
      case TRAIN -> steps();
      case SCORE -> Math.min(steps(), SCORED_BATCHES);
    };
  }

  /** Different rows that a pass reads. */
  int rows() {
    return distinctBatches() * batch;
  }

  /** Rows trained or scored by a pass, some of them more than once. */
  long rowsOfPass() {
    return (long) steps() * batch;
  }

  /** {@code training 784-128-128-10 at batch 128}. */
  @Override
  public String toString() {
    return phase.title() + " " + spec + " at batch " + batch;
  }
}
