package dev.ferro.spark.training;

/**
 * A hash of a row's content: what makes a row the same row, wherever and whenever it is read. Dense
 * and sparse rows, float and double ones have the same hash where their values are the same in
 * float32. What float32 does not hold has a hash of its own, 0 where there is nothing.
 */
final class RowHash {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private RowHash() {}

  /** The hash of a row without features. */
  static long begin(double label, float weight) {
    return Double.doubleToRawLongBits(label) * PRIME + Float.floatToRawIntBits(weight);
  }

  /** The hash with one more feature. Features come in their order. */
  static long with(long hash, int feature, double value) {
    if (value == 0) {
      return hash;
    }
    long bits = Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
    return Long.rotateLeft(hash, 29) * PRIME + ((long) feature << Integer.SIZE | bits);
  }

  /** The hash of what float32 does not hold, with one more feature. */
  static long withDetail(long detail, int feature, double value) {
    return (float) value == value
        ? detail
        : Seeds.mix(detail + feature * PRIME ^ Double.doubleToRawLongBits(value));
  }

  /** The hash of the whole row. */
  static long end(long hash) {
    return Seeds.mix(hash);
  }
}
