package dev.ferro.spark.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what each executor did, round by round. */
final class ExecutorReports {
  private final Map<String, ExecutorReport> byExecutor = new TreeMap<>();

  /**
   * Adds a round.
   *
   * @param seconds it took
   * @param tasks that each executor runs side by side
   */
  void add(List<RoundResult> results, double seconds, Map<String, Integer> tasks) {
    Map<String, ExecutorReport> round = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (RoundResult result : results) {
      ExecutorReport report =
          new ExecutorReport(
              result.executor(),
              result.host(),
              result.engine(),
              result.description(),
              result.rows(),
              result.times(),
              0);
      round.merge(result.executor(), report, ExecutorReport::plus);
      counts.merge(result.executor(), 1, Integer::sum);
    }
    round.forEach(
        (executor, report) -> {
          int slots = Math.min(counts.get(executor), tasks.getOrDefault(executor, 1));
          double idle = Math.max(0, slots * seconds - report.times().seconds());
          byExecutor.merge(executor, report.withIdle(idle), ExecutorReport::plus);
        });
  }

  List<ExecutorReport> list() {
    return List.copyOf(byExecutor.values());
  }
}
