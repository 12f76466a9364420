package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.internal.rows.RowBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** All shards, cached on the executors until this is closed. */
public final class ShardedRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardedRows.class);

  private final JavaSparkContext spark;
  private final List<RDD<Object[]>> cached = new ArrayList<>();
  private final List<LocalityRDD.Shard> training = new ArrayList<>();
  private final List<LocalityRDD.Shard> validation = new ArrayList<>();
  private final List<Long> rows;

  private ShardedRows(JavaSparkContext spark, RDD<Object[]> shards, int replicas, List<Long> rows) {
    this.spark = spark;
    this.rows = rows.subList(0, replicas);
    cached.add(shards);
    for (int partition = 0; partition < rows.size(); partition++) {
      boolean trains = partition < replicas;
      int replica = trains ? partition : partition - replicas;
      (trains ? training : validation).add(new LocalityRDD.Shard(replica, shards, partition));
    }
  }

  /**
   * Caches shards.
   *
   * @param packed {@link RowBlock}s: a partition for each replica and, if rows are held out, as
   *     many partitions of held-out rows
   */
  public static ShardedRows cache(JavaSparkContext spark, JavaRDD<Object[]> packed, int replicas) {
    JavaRDD<Object[]> shards = packed.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Long> rows =
          shards
              .mapPartitions(
                  blocks -> {
                    long count = 0;
                    while (blocks.hasNext()) {
                      count += RowBlock.unpack(blocks.next()).rows;
                    }
                    return List.of(count).iterator();
                  })
              .collect();
      return new ShardedRows(spark, shards.rdd(), replicas, rows);
    } catch (Throwable e) {
      shards.unpersist(false);
      throw e;
    }
  }

  /** Rows of each replica. */
  List<Long> rows() {
    return rows;
  }

  /** Whether rows are held out. */
  boolean hasValidation() {
    return !validation.isEmpty();
  }

  /** Rows to train on, by replica. */
  List<LocalityRDD.Shard> training() {
    return Collections.unmodifiableList(training);
  }

  /** The executor that has each shard in its cache, or null if none has. */
  List<String> homes() {
    BlockId[] blocks =
        training.stream()
            .map(shard -> new RDDBlockId(shard.source().id(), shard.partition()))
            .toArray(BlockId[]::new);
    List<String> homes = new ArrayList<>();
    for (Seq<BlockManagerId> places :
        CollectionConverters.asJava(SparkEnv.get().blockManager().master().getLocations(blocks))) {
      homes.add(places.isEmpty() ? null : places.head().executorId());
    }
    return homes;
  }

  /** Does the work on every shard of held-out rows. */
  List<Object[]> onValidation(ShardTask work) {
    List<LocalityRDD.TaskShards> tasks =
        validation.stream().map(LocalityRDD.TaskShards::of).toList();
    return new LocalityRDD(spark.sc(), tasks, work).results();
  }

  /**
   * Moves shards to other executors. A moved shard is read from its old executor in the next round,
   * and cached where it is trained then.
   *
   * @param moves the executor that each of these shards moves to
   * @param now the executors that are there
   */
  void move(Map<Integer, String> moves, Slots now) {
    if (moves.isEmpty()) {
      return;
    }
    LOG.info("Ferro moves shards to other executors: {}", moves);
    List<LocalityRDD.TaskShards> moved = new ArrayList<>();
    moves.forEach(
        (replica, executor) ->
            moved.add(
                new LocalityRDD.TaskShards(
                    List.of(training.get(replica)), now.locations().get(executor))));
    RDD<Object[]> elsewhere =
        new LocalityRDD(spark.sc(), moved, new Moving()).persist(StorageLevel.MEMORY_AND_DISK());
    cached.add(elsewhere);
    int partition = 0;
    for (int replica : moves.keySet()) {
      training.set(replica, new LocalityRDD.Shard(replica, elsewhere, partition++));
    }
  }

  /** Returns a shard's blocks unchanged. */
  private static final class Moving implements ShardTask {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Object[]> run(int replica, Iterable<RowBlock> blocks) {
      return StreamSupport.stream(blocks.spliterator(), false).map(RowBlock::pack).iterator();
    }
  }

  @Override
  public void close() {
    cached.forEach(rdd -> rdd.unpersist(false));
  }
}
