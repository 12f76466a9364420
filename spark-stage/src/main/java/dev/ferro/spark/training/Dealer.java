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
 * Deals rows at random to the workers, and held-out rows to as many partitions more, scaled.
 *
 * <p>Rows that come in a known order are dealt evenly: each block's rows are shuffled and handed
 * out one after another like cards; a worker's hands lie in random order. Rows that come in any
 * order, as a shuffle's do, are dealt by their content, one by one. Either way the same rows and
 * seed give every worker the same rows in the same order, however often a part is read again; where
 * the dataset gives other rows then, that is an error.
 */
final class Dealer
    implements Function2<Integer, Iterator<RowBlock>, Iterator<Tuple2<Place, RowBlock>>> {
  private static final long serialVersionUID = 2L;

  /** Values of a hand, at most about: 64 KiB of float32. */
  private static final int VALUES = 1 << 14;

  private final int workers;
  private final long seed;
  private final Scaling scaling;
  private final ReadRows read;

  private Dealer(int workers, long seed, Scaling scaling, ReadRows read) {
    this.workers = workers;
    this.seed = seed;
    this.scaling = scaling;
    this.read = read;
  }

  /**
   * Partitions 0 to {@code workers - 1} are the workers'; where rows are held out, those from
   * {@code workers} to {@code 2 * workers - 1} share these.
   */
  static JavaRDD<RowBlock> deal(
      JavaRDD<RowBlock> blocks,
      int workers,
      boolean validation,
      long seed,
      Scaling scaling,
      ReadRows read) {
    JavaRDD<RowBlock> dealt =
        blocks
            .mapPartitionsWithIndex(new Dealer(workers, seed, scaling, read), false)
            .mapToPair(pair -> pair)
            .repartitionAndSortWithinPartitions(new ByWorker(validation ? 2 * workers : workers))
            .values();
    return read.ordered() ? dealt : dealt.mapPartitions(rows -> new Joined(rows, VALUES));
  }

  @Override
  public Iterator<Tuple2<Place, RowBlock>> call(Integer partition, Iterator<RowBlock> blocks) {
    SplittableRandom random = Seeds.random(seed, partition);
    Iterator<RowBlock> checked = read.check(partition, blocks);
    return new Iterator<>() {
      private int next = random.nextInt(workers);
      private Iterator<Tuple2<Place, RowBlock>> hand = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!hand.hasNext() && checked.hasNext()) {
          RowBlock block = checked.next();
          hand = (read.ordered() ? hands(block) : single(block)).iterator();
        }
        return hand.hasNext();
      }

      @Override
      public Tuple2<Place, RowBlock> next() {
        return hand.next();
      }

      private List<Tuple2<Place, RowBlock>> hands(RowBlock cards) {
        RowBlock scaled = scaling.scale(cards);
        int[] order = Seeds.permutation(cards.rows, random);
        List<Tuple2<Place, RowBlock>> hands = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
          int first = Math.floorMod(worker - next, workers);
          int dealt = Math.max(0, (cards.rows - first + workers - 1) / workers);
          int most = Math.max(1, VALUES / Math.max(1, cards.width));
          for (int from = 0; from < dealt; from += most) {
            int[] rows = new int[Math.min(most, dealt - from)];
            for (int i = 0; i < rows.length; i++) {
              rows[i] = order[first + (from + i) * workers];
            }
            Place place = new Place(partitionOf(worker, cards), random.nextLong());
            hands.add(new Tuple2<>(place, scaled.select(rows)));
          }
        }
        next = (next + cards.rows) % workers;
        return hands;
      }

      private List<Tuple2<Place, RowBlock>> single(RowBlock cards) {
        RowBlock scaled = scaling.scale(cards);
        List<Tuple2<Place, RowBlock>> rows = new ArrayList<>(cards.rows);
        for (int row = 0; row < cards.rows; row++) {
          long position = Seeds.mix(cards.hash(row) ^ Seeds.mix(seed));
          int worker = (int) Long.remainderUnsigned(Seeds.mix(position), workers);
          Place place = new Place(partitionOf(worker, cards), position);
          rows.add(new Tuple2<>(place, scaled.select(new int[] {row})));
        }
        return rows;
      }
    };
  }

  private int partitionOf(int worker, RowBlock cards) {
    return cards.validation ? workers + worker : worker;
  }

  private static final class ByWorker extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByWorker(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return ((Place) key).worker();
    }
  }
}
