package dev.ferro.spark.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Deals rows at random, but evenly, to the workers: each block's rows are shuffled and handed out
 * one after another like cards. A worker's blocks come in the order of their origin, so the same
 * seed and input partitioning give every worker the same rows in the same order, however the
 * shuffle's files arrive.
 */
final class Dealer
    implements Function2<Integer, Iterator<RowBlock>, Iterator<Tuple2<Long, RowBlock>>> {
  private static final long serialVersionUID = 1L;
  private static final int ORIGIN_BITS = 24;

  private final int workers;
  private final long seed;

  private Dealer(int workers, long seed) {
    this.workers = workers;
    this.seed = seed;
  }

  /** One partition of blocks for each worker. */
  static JavaRDD<RowBlock> deal(JavaRDD<RowBlock> blocks, int workers, long seed) {
    return blocks
        .mapPartitionsWithIndex(new Dealer(workers, seed), false)
        .mapToPair(pair -> pair)
        .repartitionAndSortWithinPartitions(new ByWorker(workers))
        .values();
  }

  @Override
  public Iterator<Tuple2<Long, RowBlock>> call(Integer partition, Iterator<RowBlock> blocks) {
    return new Iterator<>() {
      private final SplittableRandom random = Seeds.random(seed, partition);
      private int next = random.nextInt(workers);
      private int block;
      private Iterator<Tuple2<Long, RowBlock>> hand = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!hand.hasNext() && blocks.hasNext()) {
          hand = hands(blocks.next());
        }
        return hand.hasNext();
      }

      @Override
      public Tuple2<Long, RowBlock> next() {
        return hand.next();
      }

      private Iterator<Tuple2<Long, RowBlock>> hands(RowBlock cards) {
        int[] order = Seeds.permutation(cards.rows, random);
        List<Tuple2<Long, RowBlock>> hands = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
          int first = Math.floorMod(worker - next, workers);
          int[] rows = new int[Math.max(0, (cards.rows - first + workers - 1) / workers)];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = order[first + i * workers];
          }
          if (rows.length > 0) {
            hands.add(new Tuple2<>(key(worker, partition, block), cards.select(rows)));
          }
        }
        next = (next + cards.rows) % workers;
        block++;
        return hands.iterator();
      }
    };
  }

  private static long key(int worker, int partition, int block) {
    return ((long) worker << 2 * ORIGIN_BITS) | ((long) partition << ORIGIN_BITS) | block;
  }

  private static final class ByWorker extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int workers;

    ByWorker(int workers) {
      this.workers = workers;
    }

    @Override
    public int numPartitions() {
      return workers;
    }

    @Override
    public int getPartition(Object key) {
      return (int) ((Long) key >>> 2 * ORIGIN_BITS);
    }
  }
}
