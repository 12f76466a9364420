package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Seeds;
import java.io.Serializable;

/**
 * Checks whether rows are the same when they are read again. Each row has a hash of its content,
 * which does not depend on where or when it is read. Dense and sparse rows, float and double rows
 * have the same hash if their values are the same in float32. The digits beyond float32 have a hash
 * of their own, or 0 if there are none.
 *
 * @param rows number of rows
 * @param contents sum of their hashes, in any order
 * @param sequence a hash that depends on the order
 */
public record RowsChecksum(long rows, long contents, long sequence) implements Serializable {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  static final RowsChecksum NONE = new RowsChecksum(0, 0, 0);

  /** The hash of a row without features. */
  static long beginRow(double label, float weight) {
    return Double.doubleToRawLongBits(label) * PRIME + Float.floatToRawIntBits(weight);
  }

  /** The hash with one more feature. Features come in their order. */
  static long withFeature(long hash, int feature, double value) {
    if (value == 0) {
      return hash;
    }
    long bits = Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
    return Long.rotateLeft(hash, 29) * PRIME + ((long) feature << Integer.SIZE | bits);
  }

  /** The hash of the digits beyond float32, with one more feature. */
  static long withDetail(long detail, int feature, double value) {
    return (float) value == value
        ? detail
        : Seeds.mix(detail + feature * PRIME ^ Double.doubleToRawLongBits(value));
  }

  /** The hash of the whole row. */
  static long endRow(long hash) {
    return Seeds.mix(hash);
  }

  /** The checksum with one more row. */
  RowsChecksum plus(long hash) {
    return new RowsChecksum(rows + 1, contents + hash, Seeds.mix(sequence + hash));
  }

  /** The checksum with the rows that follow. */
  RowsChecksum then(RowsChecksum next) {
    return next.rows == 0
        ? this
        : new RowsChecksum(
            rows + next.rows,
            contents + next.contents,
            Seeds.mix(sequence + Long.rotateLeft(next.sequence, 1)));
  }

  /** Whether both have the same rows, in the same order if that counts. */
  boolean matches(RowsChecksum other, boolean ordered) {
    return rows == other.rows
        && contents == other.contents
        && (!ordered || sequence == other.sequence);
  }
}
