package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.training.TaskTimes;

/** Measures one task, from now on. */
final class TaskTimer {
  private final long start = System.nanoTime();
  private long begun;
  private long inside;
  private double waited;

  /** Marks the start of a call to the engine. */
  void begin() {
    begun = System.nanoTime();
  }

  /** Marks the end of a call to the engine. */
  void end() {
    inside += System.nanoTime() - begun;
  }

  /** Seconds that calls waited for other tasks' calls. */
  void waited(double seconds) {
    waited = seconds;
  }

  TaskTimes taken() {
    double computing = Math.max(0, inside / 1e9 - waited);
    return new TaskTimes((System.nanoTime() - start) / 1e9, computing, waited);
  }
}
