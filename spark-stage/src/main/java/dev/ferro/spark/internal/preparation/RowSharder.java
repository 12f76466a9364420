package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Iterators;
import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.Seeds;
import dev.ferro.spark.internal.rows.Wire;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Scales rows and assigns them to shards at random: one shard for each replica to train on, and as
 * many shards of held-out rows.
 *
 * <p>Rows in a known order are spread evenly. The rows of a block are shuffled and go to the shards
 * in turn. The pieces of blocks in a shard come in random order. Rows in an unknown order, such as
 * after a shuffle, go to shards by their content, one by one. In both cases the same rows and seed
 * give the same shards in the same order, however often a partition is read again. If the dataset
 * returns other rows then, that is an error.
 */
public final class RowSharder
    implements Function2<Integer, Iterator<Object[]>, Iterator<Tuple2<long[], Object[]>>> {
  private static final long serialVersionUID = 3L;

  /** Most values in a piece of a block, about: 64 KiB of float32. */
  private static final int VALUES = 1 << 14;

  private final int shards;
  private final long seed;
  private final Broadcast<byte[]> scaling;
  private final FirstPass read;

  private RowSharder(int shards, long seed, Broadcast<byte[]> scaling, FirstPass read) {
    this.shards = shards;
    this.seed = seed;
    this.scaling = scaling;
    this.read = read;
  }

  /**
   * Partitions 0 to {@code shards - 1} are the rows to train on. If rows are held out, they are in
   * partitions {@code shards} to {@code 2 * shards - 1}.
   *
   * @param blocks packed {@link ReadBlock}s
   * @return packed {@link RowBlock}s
   */
  public static JavaRDD<Object[]> shard(
      JavaRDD<Object[]> blocks, int shards, long seed, Scaling scaling, FirstPass read) {
    boolean validation = read.statistics().validationRows() > 0;
    // By broadcast, because with many features it is too large for every task.
    Broadcast<byte[]> shared =
        JavaSparkContext.fromSparkContext(blocks.context()).broadcast(Wire.bytes(scaling));
    JavaPairRDD<long[], Object[]> pairs =
        blocks
            .mapPartitionsWithIndex(new RowSharder(shards, seed, shared, read), false)
            .mapToPair(pair -> pair);
    JavaRDD<Object[]> sharded =
        pairs
            .repartitionAndSortWithinPartitions(
                new ByPartition(validation ? 2 * shards : shards), new ByShardKey())
            .values();
    return read.ordered() ? sharded : sharded.mapPartitions(RowSharder::join);
  }

  private static Iterator<Object[]> join(Iterator<Object[]> rows) {
    return Iterators.map(
        new BlockCoalescer(Iterators.map(rows, RowBlock::unpack), VALUES), RowBlock::pack);
  }

  @Override
  public Iterator<Tuple2<long[], Object[]>> call(Integer partition, Iterator<Object[]> blocks) {
    return new Sharding(partition, read.check(partition, Iterators.map(blocks, ReadBlock::unpack)));
  }

  /** The rows of one input partition on their way. */
  private final class Sharding implements Iterator<Tuple2<long[], Object[]>> {
    private final Scaling scale = Wire.read(scaling.value());
    private final SplittableRandom random;
    private final Iterator<ReadBlock> source;
    private int nextShard;
    private Iterator<Tuple2<long[], Object[]>> pieces = Collections.emptyIterator();

    Sharding(int partition, Iterator<ReadBlock> source) {
      this.random = Seeds.random(seed, partition);
      this.source = source;
      this.nextShard = random.nextInt(shards);
    }

    @Override
    public boolean hasNext() {
      while (!pieces.hasNext() && source.hasNext()) {
        RawBlock block = source.next().block();
        if (block != null) {
          pieces = (read.ordered() ? inTurn(block) : byContent(block)).iterator();
        }
      }
      return pieces.hasNext();
    }

    @Override
    public Tuple2<long[], Object[]> next() {
      return pieces.next();
    }

    private List<Tuple2<long[], Object[]>> inTurn(RawBlock block) {
      RowBlock scaled = scale.scale(block);
      int[] order = Seeds.permutation(block.rows, random);
      int most = rowsOfAPiece(scaled);
      List<Tuple2<long[], Object[]>> pieces = new ArrayList<>();
      // With W shards, a shard gets every W-th row of the order, from its first one.
      for (int first = 0; first < Math.min(shards, block.rows); first++) {
        int shard = (nextShard + first) % shards;
        int count = (block.rows - first + shards - 1) / shards;
        for (int from = 0; from < count; from += most) {
          int[] rows = new int[Math.min(most, count - from)];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = order[first + (from + i) * shards];
          }
          pieces.add(keyed(shard, scaled, rows, random.nextLong(), 0));
        }
      }
      nextShard = (nextShard + block.rows) % shards;
      return pieces;
    }

    private List<Tuple2<long[], Object[]>> byContent(RawBlock block) {
      RowBlock scaled = scale.scale(block);
      List<Tuple2<long[], Object[]>> rows = new ArrayList<>(block.rows);
      for (int row = 0; row < block.rows; row++) {
        long position = Seeds.mix(block.hash(row) ^ Seeds.mix(seed));
        int shard = (int) Long.remainderUnsigned(Seeds.mix(position), shards);
        rows.add(keyed(shard, scaled, new int[] {row}, position, block.detail(row)));
      }
      return rows;
    }

    private Tuple2<long[], Object[]> keyed(
        int shard, RowBlock scaled, int[] rows, long position, long detail) {
      int partition = scaled.validation ? shards + shard : shard;
      long[] shardKey = {partition, position, detail};
      return new Tuple2<>(shardKey, scaled.select(rows).pack());
    }
  }

  private static int rowsOfAPiece(RowBlock block) {
    int valuesOfARow = Math.max(1, block.values().length / block.rows);
    return Math.max(1, VALUES / valuesOfARow);
  }

  /** By the first number of a shard key. */
  private static final class ByPartition extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByPartition(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object shardKey) {
      return (int) ((long[]) shardKey)[0];
    }
  }

  /** Orders by partition, by position, and by the digits beyond float32. */
  private static final class ByShardKey implements Comparator<long[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(long[] left, long[] right) {
      return Arrays.compare(left, right);
    }
  }
}
