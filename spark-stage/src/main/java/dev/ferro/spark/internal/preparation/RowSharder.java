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
 * Deals rows at random to the workers, and held-out rows to as many partitions more, scaled.
 *
 * <p>Rows that come in a known order are dealt evenly: each block's rows are shuffled and handed
 * out one after another like cards; a worker's hands lie in random order. Rows that come in any
 * order, as a shuffle's do, are dealt by their content, one by one. Either way the same rows and
 * seed give every worker the same rows in the same order, however often a part is read again; where
 * the dataset gives other rows then, that is an error.
 */
public final class RowSharder
    implements Function2<Integer, Iterator<Object[]>, Iterator<Tuple2<long[], Object[]>>> {
  private static final long serialVersionUID = 3L;

  /** Values of a hand, at most about: 64 KiB of float32. */
  private static final int VALUES = 1 << 14;

  private final int workers;
  private final long seed;
  private final Broadcast<byte[]> scaling;
  private final FirstPass read;

  private RowSharder(int workers, long seed, Broadcast<byte[]> scaling, FirstPass read) {
    this.workers = workers;
    this.seed = seed;
    this.scaling = scaling;
    this.read = read;
  }

  /**
   * Partitions 0 to {@code workers - 1} are the workers'; where rows are held out, those from
   * {@code workers} to {@code 2 * workers - 1} share these.
   *
   * @param blocks packed {@link RawBlock}s
   * @return packed {@link RowBlock}s
   */
  public static JavaRDD<Object[]> deal(
      JavaRDD<Object[]> blocks, int workers, long seed, Scaling scaling, FirstPass read) {
    boolean validation = read.statistics().validationRows() > 0;
    // By broadcast: with many features it is too large to ride in every task.
    Broadcast<byte[]> shared =
        JavaSparkContext.fromSparkContext(blocks.context()).broadcast(Wire.bytes(scaling));
    JavaPairRDD<long[], Object[]> pairs =
        blocks
            .mapPartitionsWithIndex(new RowSharder(workers, seed, shared, read), false)
            .mapToPair(pair -> pair);
    JavaRDD<Object[]> dealt =
        pairs
            .repartitionAndSortWithinPartitions(
                new ByWorker(validation ? 2 * workers : workers), new ByPlace())
            .values();
    return read.ordered() ? dealt : dealt.mapPartitions(RowSharder::join);
  }

  private static Iterator<Object[]> join(Iterator<Object[]> rows) {
    return Iterators.map(
        new BlockCoalescer(Iterators.map(rows, RowBlock::unpack), VALUES), RowBlock::pack);
  }

  @Override
  public Iterator<Tuple2<long[], Object[]>> call(Integer partition, Iterator<Object[]> blocks) {
    return new Dealing(partition, read.check(partition, Iterators.map(blocks, RawBlock::unpack)));
  }

  /** One partition's rows on their way. */
  private final class Dealing implements Iterator<Tuple2<long[], Object[]>> {
    private final Scaling scale = Wire.read(scaling.value());
    private final SplittableRandom random;
    private final Iterator<RawBlock> source;
    private int next;
    private Iterator<Tuple2<long[], Object[]>> hand = Collections.emptyIterator();

    Dealing(int partition, Iterator<RawBlock> source) {
      this.random = Seeds.random(seed, partition);
      this.source = source;
      this.next = random.nextInt(workers);
    }

    @Override
    public boolean hasNext() {
      while (!hand.hasNext() && source.hasNext()) {
        RawBlock block = source.next();
        // A block without rows only tells of rows that were refused.
        if (block.rows > 0) {
          hand = (read.ordered() ? hands(block) : single(block)).iterator();
        }
      }
      return hand.hasNext();
    }

    @Override
    public Tuple2<long[], Object[]> next() {
      return hand.next();
    }

    private List<Tuple2<long[], Object[]>> hands(RawBlock cards) {
      RowBlock scaled = scale.scale(cards);
      int[] order = Seeds.permutation(cards.rows, random);
      int most = rowsOfAHand(scaled);
      List<Tuple2<long[], Object[]>> hands = new ArrayList<>();
      // The rows that a worker gets are every so many-th of the order, from its first one.
      for (int first = 0; first < Math.min(workers, cards.rows); first++) {
        int worker = (next + first) % workers;
        int dealt = (cards.rows - first + workers - 1) / workers;
        for (int from = 0; from < dealt; from += most) {
          int[] rows = new int[Math.min(most, dealt - from)];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = order[first + (from + i) * workers];
          }
          hands.add(placed(worker, scaled, rows, random.nextLong(), 0));
        }
      }
      next = (next + cards.rows) % workers;
      return hands;
    }

    private List<Tuple2<long[], Object[]>> single(RawBlock cards) {
      RowBlock scaled = scale.scale(cards);
      List<Tuple2<long[], Object[]>> rows = new ArrayList<>(cards.rows);
      for (int row = 0; row < cards.rows; row++) {
        long position = Seeds.mix(cards.hash(row) ^ Seeds.mix(seed));
        int worker = (int) Long.remainderUnsigned(Seeds.mix(position), workers);
        rows.add(placed(worker, scaled, new int[] {row}, position, cards.detail(row)));
      }
      return rows;
    }

    private Tuple2<long[], Object[]> placed(
        int worker, RowBlock scaled, int[] rows, long position, long detail) {
      int partition = scaled.validation ? workers + worker : worker;
      long[] place = {partition, position, detail};
      return new Tuple2<>(place, scaled.select(rows).pack());
    }
  }

  private static int rowsOfAHand(RowBlock block) {
    int valuesOfARow = Math.max(1, block.values().length / block.rows);
    return Math.max(1, VALUES / valuesOfARow);
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
      return (int) ((long[]) key)[0];
    }
  }

  /** By partition, position and what tells rows apart that are the same in float32. */
  private static final class ByPlace implements Comparator<long[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(long[] left, long[] right) {
      return Arrays.compare(left, right);
    }
  }
}
