package dev.ferro.spark.training;

/** A hash of a row's content: what makes a row the same row, wherever and whenever it is read. */
final class RowHash {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private RowHash() {}

  /**
   * Of one row; dense or sparse are the same to it.
   *
   * @param values its features are those from {@code from} to before {@code to}
   * @param indices their positions, or null when dense
   */
  static long of(double label, float weight, float[] values, int[] indices, int from, int to) {
    long hash = Double.doubleToRawLongBits(label) * PRIME + Float.floatToRawIntBits(weight);
    for (int i = from; i < to; i++) {
      if (values[i] != 0) {
        long feature = indices == null ? i - from : indices[i];
        long value = Integer.toUnsignedLong(Float.floatToRawIntBits(values[i]));
        hash = Long.rotateLeft(hash, 29) * PRIME + (feature << Integer.SIZE | value);
      }
    }
    return Seeds.mix(hash);
  }
}
