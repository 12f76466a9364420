package dev.ferro.spark.training;

import java.io.Serializable;

/**
 * What tells whether rows are the same when they are read again.
 *
 * @param rows how many
 * @param contents sum of their hashes, whatever their order
 * @param sequence the same with their order
 */
record RowsChecksum(long rows, long contents, long sequence) implements Serializable {
  static final RowsChecksum NONE = new RowsChecksum(0, 0, 0);

  /** With one more row. */
  RowsChecksum plus(long hash) {
    return new RowsChecksum(rows + 1, contents + hash, Seeds.mix(sequence + hash));
  }

  /** With the rows that follow. */
  RowsChecksum then(RowsChecksum next) {
    return next.rows == 0
        ? this
        : new RowsChecksum(
            rows + next.rows,
            contents + next.contents,
            Seeds.mix(sequence + Long.rotateLeft(next.sequence, 1)));
  }

  /** Whether both are of the same rows, in the same order where that counts. */
  boolean matches(RowsChecksum other, boolean ordered) {
    return rows == other.rows
        && contents == other.contents
        && (!ordered || sequence == other.sequence);
  }
}
