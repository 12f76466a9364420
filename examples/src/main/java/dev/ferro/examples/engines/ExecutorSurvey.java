package dev.ferro.examples.engines;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Asks every executor of a cluster. Nobody can choose where Spark runs a task. So there are more
 * tasks than slots, and each takes a little time. Rounds repeat until no new executor answers.
 */
final class ExecutorSurvey {
  private static final int TASKS_PER_SLOT = 2;
  private static final int TASK_MILLIS = 300;
  private static final int QUIET_ROUNDS = 3;
  private static final int MAX_ROUNDS = 40;

  private ExecutorSurvey() {}

  /**
   * One report for each executor. In local mode, the driver's.
   *
   * @param requested an engine, or auto
   */
  static Collection<NodeReport> call(JavaSparkContext spark, String requested) {
    Map<String, NodeReport> reports = new HashMap<>();
    boolean local = spark.sc().isLocal();
    int quiet = 0;
    for (int round = 0; round < MAX_ROUNDS && quiet < QUIET_ROUNDS; round++) {
      int before = reports.size();
      ask(spark, requested, local ? 0 : TASK_MILLIS)
          .forEach(report -> reports.put(report.executor(), report));
      boolean all =
          local || reports.size() >= spark.sc().statusTracker().getExecutorInfos().length - 1;
      quiet = local ? QUIET_ROUNDS : all && reports.size() == before ? quiet + 1 : 0;
    }
    return reports.values().stream()
        .sorted(
            Comparator.comparing((NodeReport report) -> report.executor().length())
                .thenComparing(NodeReport::executor))
        .toList();
  }

  private static List<NodeReport> ask(JavaSparkContext spark, String requested, int millis) {
    int tasks = spark.defaultParallelism() * TASKS_PER_SLOT;
    return spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .map(
            task -> {
              Thread.sleep(millis);
              return NodeReport.here(requested);
            })
        .collect();
  }
}
