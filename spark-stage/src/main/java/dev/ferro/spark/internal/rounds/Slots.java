package dev.ferro.spark.internal.rounds;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The current executors.
 *
 * @param tasks tasks that each runs side by side, by its id. Without executors that run no tasks,
 *     or no longer do
 * @param locations location of each, in the format of an RDD's preferred locations
 */
public record Slots(Map<String, Integer> tasks, Map<String, String> locations) {
  public static Slots of(SparkContext spark) {
    Map<String, Integer> tasks = new TreeMap<>();
    Map<String, String> locations = new TreeMap<>();
    for (ExecutorSummary executor :
        CollectionConverters.asJava(spark.statusStore().executorList(true))) {
      if (executor.maxTasks() > 0 && !executor.isExcluded()) {
        String hostPort = executor.hostPort();
        String host = hostPort.substring(0, Math.max(0, hostPort.lastIndexOf(':')));
        tasks.put(executor.id(), executor.maxTasks());
        locations.put(executor.id(), "executor_" + host + "_" + executor.id());
      }
    }
    return new Slots(tasks, locations);
  }

  /** Tasks that run side by side on all of them, at least 1. */
  public int total() {
    return Math.max(1, tasks.values().stream().mapToInt(Integer::intValue).sum());
  }
}
