package dev.ferro.bench.engine;

import dev.ferro.examples.job.JobException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The gain from a second network on a second thread. Engines share nothing, so it should double the
 * speed.
 */
final class TwoNetworks {
  private static final int ROUNDS = 7;

  private TwoNetworks() {}

  /**
   * Rows per second of two networks, over those of one. It uses wall-clock time, and the best of
   * some rounds, because other work on the machine can only slow them down.
   */
  static double speedUp(Runner runner, Cell cell, SharedRows rows, double seconds) {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Trial first = runner.open(cell, rows);
        Trial second = runner.open(cell, rows)) {
      int passes = Math.max(1, (int) (seconds / Math.max(first.seconds(1), 1e-6)));
      double one = Double.MAX_VALUE;
      double two = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        one = Math.min(one, elapsed(threads, passes, List.of(first)));
        two = Math.min(two, elapsed(threads, passes, List.of(first, second)));
      }
      return 2 * one / two;
    } finally {
      threads.shutdown();
    }
  }

  private static double elapsed(ExecutorService threads, int passes, List<Trial> trials) {
    CyclicBarrier start = new CyclicBarrier(trials.size());
    List<Callable<Double>> tasks =
        trials.stream().map(trial -> (Callable<Double>) () -> timed(start, trial, passes)).toList();
    try {
      double longest = 0;
      for (Future<Double> each : threads.invokeAll(tasks)) {
        longest = Math.max(longest, each.get());
      }
      return longest;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException("[bench-engine] interrupted", e);
    } catch (ExecutionException e) {
      throw new JobException("[bench-engine] two networks: " + e.getCause(), e.getCause());
    }
  }

  private static double timed(CyclicBarrier start, Trial trial, int passes) throws Exception {
    start.await();
    long began = System.nanoTime();
    trial.seconds(passes);
    return (System.nanoTime() - began) / 1e9;
  }
}
