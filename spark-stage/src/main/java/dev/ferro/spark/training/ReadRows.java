package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * What the first pass read of each partition, to tell when a later pass reads something else.
 *
 * @param checksums one for each input partition
 * @param ordered whether a partition's rows come in a known order
 */
record ReadRows(List<RowsChecksum> checksums, boolean ordered) implements Serializable {
  /**
   * The blocks as they come; their end is an error unless they hold the rows of the first pass.
   *
   * @throws IllegalStateException from {@code hasNext} of the iterator
   */
  Iterator<RowBlock> check(int partition, Iterator<RowBlock> blocks) {
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
                  + " (something in the dataset changes from one run to the next, such as rand()"
                  + " without a seed, or its files: write it out before, and fit what is read"
                  + " back)");
        }
        return more;
      }

      @Override
      public RowBlock next() {
        RowBlock block = blocks.next();
        seen = seen.then(block.checksum);
        return block;
      }
    };
  }
}
