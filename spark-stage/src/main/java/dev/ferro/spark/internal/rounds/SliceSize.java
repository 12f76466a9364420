package dev.ferro.spark.internal.rounds;

import java.util.List;
import org.apache.spark.SparkContext;

/**
 * How much of a replica's state travels to the driver at once. It is so little that Spark can
 * receive the results of a whole job, whatever the network's size and the number of replicas.
 *
 * @param perJob bytes that the results of a job may have
 */
record SliceSize(long perJob) {
  /** Bytes that the result of a task may have. Kryo's default buffer is a little larger. */
  private static final int PER_TASK = 16 << 20;

  private static final int LEAST = 1 << 12;

  /** The slice size for this application's driver. */
  static SliceSize of(SparkContext spark) {
    long most = spark.conf().getSizeAsBytes("spark.driver.maxResultSize", "1g");
    long heap = Runtime.getRuntime().maxMemory() / 16;
    return new SliceSize(most > 0 ? Math.min(most / 4, heap) : heap);
  }

  /**
   * Bytes of each replica's state in one slice.
   *
   * @param tasks the replicas of each task
   */
  int of(List<LocalityRDD.TaskShards> tasks) {
    int replicas = tasks.stream().mapToInt(task -> task.shards().size()).sum();
    int together = tasks.stream().mapToInt(task -> task.shards().size()).max().orElse(1);
    return (int) Math.max(LEAST, Math.min(PER_TASK / together, perJob / replicas));
  }
}
