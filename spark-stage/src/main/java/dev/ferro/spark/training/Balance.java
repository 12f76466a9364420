package dev.ferro.spark.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which executor should train which workers' rows, by how fast each turned out to be. Results do
 * not depend on it: a worker's rows are its own wherever they are.
 */
final class Balance {
  /** A round must get shorter by this for rows to be moved. */
  private static final double GAIN = 1.15;

  private final String[] homes;
  private final Map<String, Double> secondsPerRow = new HashMap<>();
  private int quietRounds;

  Balance(int workers) {
    homes = new String[workers];
  }

  /** Learns from a round who trained what, and how fast. */
  void ran(List<RoundResult> results) {
    Map<String, double[]> sums = new TreeMap<>();
    for (int worker = 0; worker < homes.length; worker++) {
      RoundResult result = results.get(worker);
      homes[worker] = result.executor();
      double[] sum = sums.computeIfAbsent(result.executor(), executor -> new double[2]);
      sum[0] += result.times().seconds();
      sum[1] += result.rows();
    }
    sums.forEach(
        (executor, sum) -> {
          if (sum[1] > 0) {
            // The newest round counts half: the first ones warm up, and nodes get busy and idle.
            secondsPerRow.merge(executor, sum[0] / sum[1], (old, now) -> (old + now) / 2);
          }
        });
    quietRounds++;
  }

  /**
   * The workers to move, and to which executor; empty where that would not gain enough.
   *
   * @param tasks that each executor of now runs side by side
   */
  Map<Integer, String> moves(Map<String, Integer> tasks) {
    if (quietRounds < 2 || tasks.size() < 2 || secondsPerRow.isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> counts = new TreeMap<>();
    tasks.keySet().forEach(executor -> counts.put(executor, 0));
    for (String home : homes) {
      if (!tasks.containsKey(home)) {
        return Map.of();
      }
      counts.merge(home, 1, Integer::sum);
    }
    Map<String, Integer> wanted = wanted(tasks);
    if (finish(counts, tasks) < GAIN * finish(wanted, tasks)) {
      return Map.of();
    }
    quietRounds = 0;
    return moves(counts, wanted);
  }

  /** One worker after another to whoever would be done first. */
  private Map<String, Integer> wanted(Map<String, Integer> tasks) {
    Map<String, Integer> wanted = new TreeMap<>();
    tasks.keySet().forEach(executor -> wanted.put(executor, 0));
    for (int i = 0; i < homes.length; i++) {
      String first = null;
      for (String executor : wanted.keySet()) {
        if (first == null
            || finish(executor, wanted.get(executor) + 1, tasks)
                < finish(first, wanted.get(first) + 1, tasks)) {
          first = executor;
        }
      }
      wanted.merge(first, 1, Integer::sum);
    }
    return wanted;
  }

  private double finish(Map<String, Integer> counts, Map<String, Integer> tasks) {
    return counts.keySet().stream()
        .mapToDouble(executor -> finish(executor, counts.get(executor), tasks))
        .max()
        .orElse(0);
  }

  /**
   * When an executor is done with so many workers' rows, in waves; all have as many rows, about.
   */
  private double finish(String executor, int count, Map<String, Integer> tasks) {
    int waves = (count + tasks.get(executor) - 1) / tasks.get(executor);
    return waves * secondsPerRow.getOrDefault(executor, usual());
  }

  /** Of an executor that has not trained yet. */
  private double usual() {
    return secondsPerRow.values().stream().mapToDouble(Double::doubleValue).average().orElse(1);
  }

  private Map<Integer, String> moves(Map<String, Integer> counts, Map<String, Integer> wanted) {
    List<String> takers = new ArrayList<>();
    wanted.forEach(
        (executor, count) -> {
          for (int i = counts.get(executor); i < count; i++) {
            takers.add(executor);
          }
        });
    Map<Integer, String> moves = new LinkedHashMap<>();
    Map<String, Integer> left = new HashMap<>(counts);
    for (int worker = homes.length - 1; worker >= 0 && !takers.isEmpty(); worker--) {
      if (left.get(homes[worker]) > wanted.get(homes[worker])) {
        left.merge(homes[worker], -1, Integer::sum);
        moves.put(worker, takers.remove(0));
      }
    }
    return moves;
  }
}
