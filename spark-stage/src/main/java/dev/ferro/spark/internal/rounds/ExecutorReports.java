package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.training.ExecutorReport;
import dev.ferro.spark.training.TaskTimes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what each executor did, round by round. */
final class ExecutorReports {
  private final Map<String, ExecutorReport> byExecutor = new TreeMap<>();

  /**
   * Adds a round.
   *
   * @param seconds duration of the round
   * @param tasks tasks that each executor runs side by side
   */
  void add(List<RoundResult> results, double seconds, Map<String, Integer> tasks) {
    Map<String, ExecutorReport> round = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (RoundResult result : results) {
      ExecutorReport report =
          new ExecutorReport(
              result.site().executor(),
              result.site().host(),
              result.site().engine(),
              result.site().description(),
              result.rows(),
              result.times(),
              0);
      round.merge(result.site().executor(), report, ExecutorReports::sum);
      counts.merge(result.site().executor(), 1, Integer::sum);
    }
    round.forEach(
        (executor, report) -> {
          int slots = Math.min(counts.get(executor), tasks.getOrDefault(executor, 1));
          double idle = Math.max(0, slots * seconds - report.times().seconds());
          byExecutor.merge(executor, withIdle(report, idle), ExecutorReports::sum);
        });
  }

  private static ExecutorReport sum(ExecutorReport one, ExecutorReport other) {
    return new ExecutorReport(
        one.executorId(),
        one.host(),
        one.engine(),
        one.description(),
        one.rows() + other.rows(),
        sum(one.times(), other.times()),
        one.idleSeconds() + other.idleSeconds());
  }

  private static TaskTimes sum(TaskTimes one, TaskTimes other) {
    return new TaskTimes(
        one.seconds() + other.seconds(),
        one.computing() + other.computing(),
        one.waiting() + other.waiting());
  }

  private static ExecutorReport withIdle(ExecutorReport report, double idle) {
    return new ExecutorReport(
        report.executorId(),
        report.host(),
        report.engine(),
        report.description(),
        report.rows(),
        report.times(),
        idle);
  }

  List<ExecutorReport> list() {
    return List.copyOf(byExecutor.values());
  }
}
