package dev.ferro.spark.training;

import dev.ferro.engine.NetworkSpec;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * The memory that a fit needs, estimated before it is needed: the state of a network is its
 * parameters and their moments in float32.
 *
 * @param moments of each parameter that the optimizer keeps
 * @param driverHeap bytes
 * @param executorHeap bytes, where the executors are processes of their own; 0 where the driver
 *     computes
 * @param tasks that an executor runs side by side
 * @param slots tasks that all executors run side by side
 * @param leastWorkers as many as are set, but no more than slots: there may be few rows
 * @param maxResult bytes that all results of a round may have, 0 for any number
 * @param maxMessage bytes that the results of one task may have
 */
public record FitMemory(
    int moments,
    long driverHeap,
    long executorHeap,
    int tasks,
    int slots,
    int leastWorkers,
    long maxResult,
    long maxMessage) {

  /** The part of a heap that a fit may count on. */
  private static final double SHARE = 0.9;

  /** States that the driver holds beside the results: its own, the next, and the broadcast. */
  private static final double ON_DRIVER = 3;

  /** States that an executor holds for all its tasks: the broadcast's blocks and their value. */
  private static final double ON_EXECUTOR = 2;

  private static final String MAX_RESULT = "spark.driver.maxResultSize";
  private static final String KRYO_BUFFER = "spark.kryoserializer.buffer.max";

  /** What this application has. */
  public static FitMemory of(SparkContext spark, TrainingSettings settings) {
    SparkConf conf = spark.conf();
    Slots now = Slots.of(spark);
    int tasks = now.tasks().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    return new FitMemory(
        settings.optimizer().rule().moments(),
        Runtime.getRuntime().maxMemory(),
        spark.isLocal() ? 0 : (long) spark.executorMemory() << 20,
        tasks,
        now.total(),
        Math.max(1, Math.min(settings.averaging().numWorkers(), now.total())),
        conf.getSizeAsBytes(MAX_RESULT, "1g"),
        maxMessage(conf));
  }

  /** What Kryo's buffer takes at the most. Spark reads it in MiB where no unit is given. */
  static long maxMessage(SparkConf conf) {
    boolean kryo = conf.get("spark.serializer", "").endsWith(".KryoSerializer");
    return kryo ? conf.getSizeAsMb(KRYO_BUFFER, "64m") << 20 : Integer.MAX_VALUE;
  }

  /**
   * Refuses a network that does not fit, before the data are known.
   *
   * @param spec the smallest shape that the data may have
   * @throws IllegalArgumentException as {@link #require}
   */
  public void requireLeast(NetworkSpec spec) {
    require(spec, leastWorkers);
  }

  /**
   * Refuses a network that does not fit.
   *
   * @param workers that train side by side
   * @throws IllegalArgumentException with the numbers and the settings that would do
   */
  void require(NetworkSpec spec, int workers) {
    String problem = problem(spec, workers);
    if (problem != null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[fit] expected a network that fits into memory, got %s: %d parameters, %s with"
                  + " their moments for each of %d workers, so that %s helps)",
              spec,
              spec.parameterCount(),
              size(state(spec)),
              workers,
              problem));
    }
  }

  /** Whether so many workers fit. */
  boolean fits(NetworkSpec spec, int workers) {
    return problem(spec, workers) == null;
  }

  private double state(NetworkSpec spec) {
    return 4.0 * (1 + moments) * spec.parameterCount();
  }

  /** What does not fit, and in brackets what to do about it; null where all fits. */
  private String problem(NetworkSpec spec, int workers) {
    double state = state(spec);
    int together = (workers + slots - 1) / slots;
    // A task keeps the results of its workers until the last of them has trained.
    double inTasks = (ON_EXECUTOR + Math.min(tasks, workers) * (1.0 + together)) * state;
    double onDriver = (workers + ON_DRIVER) * state + (executorHeap == 0 ? inTasks : 0);
    if (4.0 * spec.parameterCount() >= Integer.MAX_VALUE || together * state >= maxMessage) {
      return "one task's results are "
          + of(together * state, maxMessage)
          + (maxMessage == Integer.MAX_VALUE
              ? " (a smaller numWorkers, or a smaller network"
              : " (a larger "
                  + KRYO_BUFFER
                  + ", at most 2g, a smaller numWorkers, or a smaller network");
    }
    if (maxResult > 0 && workers * state >= maxResult) {
      return "their results are "
          + of(workers * state, maxResult)
          + " (a larger "
          + MAX_RESULT
          + ", a smaller numWorkers, or a smaller network";
    }
    if (onDriver > SHARE * driverHeap) {
      return "the driver needs about "
          + size(onDriver)
          + " of its heap of "
          + size(driverHeap)
          + " (a larger spark.driver.memory, a smaller numWorkers, or a smaller network";
    }
    if (executorHeap > 0 && inTasks > SHARE * executorHeap) {
      return "an executor needs about "
          + size(inTasks)
          + " of its heap of "
          + size(executorHeap)
          + " (a larger spark.executor.memory, fewer spark.executor.cores, or a smaller network";
    }
    return null;
  }

  private static String of(double bytes, double most) {
    return size(bytes) + " of at most " + size(most);
  }

  private static String size(double bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
