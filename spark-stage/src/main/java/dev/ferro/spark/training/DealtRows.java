package dev.ferro.spark.training;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/** The rows of all workers, cached on the executors until closed. */
final class DealtRows implements AutoCloseable {
  private final JavaSparkContext spark;
  private final JavaRDD<RowBlock> dealt;
  private final int workers;
  private final List<Long> rows;

  private DealtRows(JavaSparkContext spark, JavaRDD<RowBlock> dealt, int workers, List<Long> rows) {
    this.spark = spark;
    this.dealt = dealt;
    this.workers = workers;
    this.rows = rows;
  }

  /** Caches the partitions of {@link Dealer#deal}. */
  static DealtRows cache(JavaSparkContext spark, JavaRDD<RowBlock> deal, int workers) {
    JavaRDD<RowBlock> dealt = deal.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Long> rows =
          dealt
              .mapPartitions(
                  blocks -> {
                    long count = 0;
                    while (blocks.hasNext()) {
                      count += blocks.next().rows;
                    }
                    return List.of(count).iterator();
                  })
              .collect();
      return new DealtRows(spark, dealt, workers, rows);
    } catch (Throwable e) {
      dealt.unpersist(false);
      throw e;
    }
  }

  /** Rows of each worker. */
  List<Long> rows() {
    return rows.subList(0, workers);
  }

  /** Whether rows are held out. */
  boolean hasValidation() {
    return rows.size() > workers;
  }

  /** Does the work on every worker's rows; the results in partition order. */
  <T> List<T> onTraining(Class<T> type, PartitionWork<T> work) {
    return run(0, type, work);
  }

  /** Does the work on every worker's held-out rows. */
  <T> List<T> onValidation(Class<T> type, PartitionWork<T> work) {
    return run(workers, type, work);
  }

  private <T> List<T> run(int first, Class<T> type, PartitionWork<T> work) {
    List<PlacedRDD.Share> shares = new ArrayList<>(workers);
    for (int worker = 0; worker < workers; worker++) {
      shares.add(new PlacedRDD.Share(dealt.rdd(), first + worker, null));
    }
    return new PlacedRDD<>(spark.sc(), shares, type, work).toJavaRDD().collect();
  }

  @Override
  public void close() {
    dealt.unpersist(false);
  }
}
