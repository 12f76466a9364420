package dev.ferro.spark.internal.rounds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Decides which executor should train which shards, by the measured speed of each. Results do not
 * depend on it, because a shard keeps its rows wherever it is.
 */
final class Balance {
  /** A round must get shorter by this factor before shards are moved. */
  private static final double GAIN = 1.15;

  /** Rounds before the first move, and between two moves, to measure the effect. */
  private static final int QUIET = 3;

  /**
   * Replicas that one task trains one after another.
   *
   * @param executor the executor, or null if Spark chooses one
   */
  record Assignment(List<Integer> replicas, String executor) {}

  private final Map<String, Speed> speeds = new HashMap<>();
  private int quietRounds;

  /** Learns from a round how fast the executors are. */
  void ran(List<RoundResult> results) {
    Map<String, double[]> sums = new TreeMap<>();
    for (RoundResult result : results) {
      double[] sum = sums.computeIfAbsent(result.site().executor(), executor -> new double[2]);
      sum[0] += result.times().seconds();
      sum[1] += result.rows();
    }
    sums.forEach(
        (executor, sum) -> {
          if (sum[1] > 0) {
            speeds.computeIfAbsent(executor, unknown -> new Speed()).add(sum[0] / sum[1]);
          }
        });
    quietRounds++;
  }

  /**
   * The shards to move, each with its new executor. Empty if that would not gain enough.
   *
   * @param homes the executor of each shard, or null if none has it
   * @param tasks tasks that each current executor runs side by side
   */
  Map<Integer, String> moves(List<String> homes, Map<String, Integer> tasks) {
    if (quietRounds < QUIET || tasks.size() < 2) {
      return Map.of();
    }
    Map<String, Integer> counts = new TreeMap<>();
    tasks.keySet().forEach(executor -> counts.put(executor, 0));
    for (String home : homes) {
      if (!isThere(home, tasks)) {
        return Map.of();
      }
      counts.merge(home, 1, Integer::sum);
    }
    Map<String, Integer> wanted = wanted(homes.size(), tasks);
    if (finish(counts, tasks) < GAIN * finish(wanted, tasks)) {
      return Map.of();
    }
    quietRounds = 0;
    return moves(homes, counts, wanted);
  }

  private static boolean isThere(String home, Map<String, Integer> tasks) {
    return home != null && tasks.containsKey(home);
  }

  /** Gives one shard after another to the executor that would finish first. */
  private Map<String, Integer> wanted(int replicas, Map<String, Integer> tasks) {
    Map<String, Integer> wanted = new TreeMap<>();
    tasks.keySet().forEach(executor -> wanted.put(executor, 0));
    for (int i = 0; i < replicas; i++) {
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
   * When an executor finishes that many shards. They train in waves, and all have about as many
   * rows.
   */
  private double finish(String executor, int count, Map<String, Integer> tasks) {
    int waves = (count + tasks.get(executor) - 1) / tasks.get(executor);
    Speed speed = speeds.get(executor);
    return waves * (speed == null ? usual() : speed.secondsPerRow());
  }

  /** The speed to expect of an executor that has not trained yet. */
  private double usual() {
    return speeds.values().stream().mapToDouble(Speed::secondsPerRow).average().orElse(1);
  }

  private static Map<Integer, String> moves(
      List<String> homes, Map<String, Integer> counts, Map<String, Integer> wanted) {
    List<String> takers = new ArrayList<>();
    wanted.forEach(
        (executor, count) -> {
          for (int i = counts.get(executor); i < count; i++) {
            takers.add(executor);
          }
        });
    Map<Integer, String> moves = new LinkedHashMap<>();
    Map<String, Integer> left = new HashMap<>(counts);
    for (int replica = homes.size() - 1; replica >= 0 && !takers.isEmpty(); replica--) {
      String home = homes.get(replica);
      if (left.get(home) > wanted.get(home)) {
        left.merge(home, -1, Integer::sum);
        moves.put(replica, takers.remove(0));
      }
    }
    return moves;
  }

  /**
   * What each task of a round takes: the shards of an executor are divided among the tasks that it
   * runs side by side.
   *
   * @param homes the executor of each shard, or null if none has it
   * @param tasks tasks that each current executor runs side by side
   */
  static List<Assignment> assignments(List<String> homes, Map<String, Integer> tasks) {
    List<Assignment> assignments = new ArrayList<>();
    Map<String, List<Integer>> replicasAt = new TreeMap<>();
    for (int replica = 0; replica < homes.size(); replica++) {
      if (isThere(homes.get(replica), tasks)) {
        replicasAt.computeIfAbsent(homes.get(replica), home -> new ArrayList<>()).add(replica);
      } else {
        assignments.add(new Assignment(List.of(replica), null));
      }
    }
    replicasAt.forEach(
        (home, replicas) -> {
          int count = Math.min(tasks.get(home), replicas.size());
          for (int first = 0; first < count; first++) {
            IntStream own = IntStream.iterate(first, i -> i < replicas.size(), i -> i + count);
            assignments.add(new Assignment(own.mapToObj(replicas::get).toList(), home));
          }
        });
    return assignments;
  }

  /** The times of an executor's last rounds. Its first round, which warms up, soon drops out. */
  private static final class Speed {
    private static final int ROUNDS = 3;

    private final Deque<Double> rounds = new ArrayDeque<>();
    private boolean isWarm;

    void add(double secondsPerRow) {
      if (rounds.size() == ROUNDS || rounds.size() == 1 && !isWarm) {
        isWarm = true;
        rounds.remove();
      }
      rounds.add(secondsPerRow);
    }

    /** The median of three, or the shorter of two, so that one disturbed round moves nothing. */
    double secondsPerRow() {
      double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted[(sorted.length - 1) / 2];
    }
  }
}
