package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.rounds.Slots;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.Locale;
import org.apache.spark.SparkContext;

/**
 * Estimates the memory that a fit needs. The state of a network is its parameters and their moments
 * in float32. Results travel to the driver in slices, so the driver's share does not grow with the
 * replicas.
 *
 * @param moments of each parameter that the optimizer keeps
 * @param driverHeap bytes
 * @param executorHeap bytes if executors are separate processes, or 0 if the driver computes
 * @param tasks that an executor runs side by side
 * @param slots tasks that all executors run side by side
 * @param leastReplicas the number of replicas that is set, but at most one for each slot, because
 *     there may be few rows
 */
public record FitMemory(
    int moments, long driverHeap, long executorHeap, int tasks, int slots, int leastReplicas) {

  /** The part of a heap that a fit may use. */
  private static final double SHARE = 0.9;

  /** States that the driver holds: its own, the next, and the broadcast's value and blocks. */
  private static final double ON_DRIVER = 4;

  /** States that an executor holds for all its tasks: the broadcast's value and blocks. */
  private static final double ON_EXECUTOR = 2;

  /** The memory of this application. */
  public static FitMemory of(SparkContext spark, TrainingSettings settings) {
    Slots now = Slots.of(spark);
    int tasks = now.tasks().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    return new FitMemory(
        settings.step().optimizer().rule().moments(),
        Runtime.getRuntime().maxMemory(),
        spark.isLocal() ? 0 : (long) spark.executorMemory() << 20,
        tasks,
        now.total(),
        Math.max(1, Math.min(settings.averaging().numWorkers(), now.total())));
  }

  /**
   * Rejects a network that does not fit, before the data are known.
   *
   * @param spec the smallest shape that the data may have
   * @throws IllegalArgumentException as {@link #require}
   */
  public void requireLeast(NetworkSpec spec) {
    require(spec, leastReplicas);
  }

  /**
   * Rejects a network that does not fit.
   *
   * @param replicas number of replicas that train side by side
   * @throws IllegalArgumentException with the numbers and the settings that would help
   */
  void require(NetworkSpec spec, int replicas) {
    String problem = problem(spec, replicas);
    if (problem != null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[fit] expected a network that fits into memory, got %s: %d parameters, %s with"
                  + " their moments for each of %d replicas. %s",
              spec,
              spec.parameterCount(),
              size(state(spec)),
              replicas,
              problem));
    }
  }

  /** Whether that many replicas fit. */
  boolean fits(NetworkSpec spec, int replicas) {
    return problem(spec, replicas) == null;
  }

  private double state(NetworkSpec spec) {
    return 4.0 * (1 + moments) * spec.parameterCount();
  }

  /** What does not fit, and what helps. Null if everything fits. */
  private String problem(NetworkSpec spec, int replicas) {
    double state = state(spec);
    int together = (replicas + slots - 1) / slots;
    // A task keeps the results of its replicas until the last of them has trained.
    double inTasks = (ON_EXECUTOR + Math.min(tasks, replicas) * (1.0 + together)) * state;
    double onDriver = executorHeap == 0 ? 2 * state + inTasks : ON_DRIVER * state;
    if (4.0 * spec.parameterCount() >= Integer.MAX_VALUE) {
      return "An array of so many parameters is beyond 2 GiB (a smaller network helps)";
    }
    if (onDriver > SHARE * driverHeap) {
      return "The driver needs about "
          + of(onDriver, driverHeap)
          + " (a larger spark.driver.memory, "
          + (executorHeap == 0 ? "a smaller numWorkers, " : "")
          + "or a smaller network helps)";
    }
    if (executorHeap > 0 && inTasks > SHARE * executorHeap) {
      return "An executor needs about "
          + of(inTasks, executorHeap)
          + " (a larger spark.executor.memory, fewer spark.executor.cores, a smaller numWorkers, or"
          + " a smaller network helps)";
    }
    return null;
  }

  private static String of(double bytes, long heap) {
    return size(bytes) + " of its heap of " + size(heap);
  }

  private static String size(double bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
