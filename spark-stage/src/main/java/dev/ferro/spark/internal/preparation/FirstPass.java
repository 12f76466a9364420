package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Iterators;
import dev.ferro.spark.internal.rows.Wire;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** What the first pass read, to find out when a later pass reads something else. */
public final class FirstPass implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Statistics statistics;
  private final List<RowsChecksum> checksums;
  private final boolean ordered;

  private FirstPass(Statistics statistics, List<RowsChecksum> checksums, boolean ordered) {
    this.statistics = statistics;
    this.checksums = checksums;
    this.ordered = ordered;
  }

  /** Reads packed {@link ReadBlock}s. Each partition's figures are decoded here, one by one. */
  public static FirstPass read(JavaRDD<Object[]> blocks, boolean ordered) {
    List<byte[]> parts = blocks.mapPartitions(FirstPass::figures).collect();
    return of(Iterators.map(parts.iterator(), Wire::read), ordered);
  }

  private static Iterator<byte[]> figures(Iterator<Object[]> blocks) {
    Statistics statistics = Statistics.of(Iterators.map(blocks, ReadBlock::unpack));
    return List.of(Wire.bytes(statistics)).iterator();
  }

  /**
   * Creates the record of a first pass.
   *
   * @param parts the figures of each input partition, in order
   * @param ordered whether a partition's rows come in a known order
   */
  static FirstPass of(Iterator<Statistics> parts, boolean ordered) {
    Statistics all = new Statistics();
    List<RowsChecksum> checksums = new ArrayList<>();
    while (parts.hasNext()) {
      Statistics part = parts.next();
      checksums.add(part.checksum());
      all.add(part);
    }
    return new FirstPass(all, checksums, ordered);
  }

  /** Figures of all rows. Only the driver has them. */
  public Statistics statistics() {
    return statistics;
  }

  /** Input partitions. */
  public int partitions() {
    return checksums.size();
  }

  /** Whether a partition's rows come in a known order. */
  public boolean ordered() {
    return ordered;
  }

  /**
   * Passes the blocks through. At the end it throws an error unless they held the rows of the first
   * pass.
   *
   * @throws IllegalStateException from {@code hasNext} of the iterator
   */
  Iterator<ReadBlock> check(int partition, Iterator<ReadBlock> blocks) {
    RowsChecksum expected = checksums.get(partition);
    return new Iterator<>() {
      private RowsChecksum seen = RowsChecksum.NONE;

      @Override
      public boolean hasNext() {
        boolean more = blocks.hasNext();
        if (!more && !seen.matches(expected, ordered)) {
          throw new IllegalStateException(
              "[fit] expected the same rows each time the dataset is read, got other rows in"
                  + " partition "
                  + partition
                  + ": "
                  + expected.rows()
                  + " at first, then "
                  + seen.rows()
                  + (seen.rows() == expected.rows() ? " with other contents or order" : "")
                  + " (something in the dataset changes from one run to the next, such as"
                  + " rand() without a seed, or its files: save the dataset first, and fit the"
                  + " saved one)");
        }
        return more;
      }

      @Override
      public ReadBlock next() {
        ReadBlock block = blocks.next();
        seen = seen.then(block.checksum());
        return block;
      }
    };
  }
}
