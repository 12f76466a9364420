package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.training.TaskTimes;

/** Takes the time of one task, which begins now. */
final class TaskTimer {
  private final long start = System.nanoTime();
  private long begun;
  private long inside;
  private double waited;

  /** The engine is called. */
  void begin() {
    begun = System.nanoTime();
  }

  /** The engine is back. */
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
