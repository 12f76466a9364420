package dev.ferro.spark.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what each executor did, round by round. */
final class ExecutorReports {
  private final Map<String, ExecutorReport> byExecutor = new TreeMap<>();

  void add(List<RoundResult> results) {
    for (RoundResult result : results) {
      ExecutorReport report =
          new ExecutorReport(
              result.executor(),
              result.host(),
              result.engine(),
              result.description(),
              result.rows(),
              result.times());
      byExecutor.merge(result.executor(), report, ExecutorReport::plus);
    }
  }

  List<ExecutorReport> list() {
    return List.copyOf(byExecutor.values());
  }
}
