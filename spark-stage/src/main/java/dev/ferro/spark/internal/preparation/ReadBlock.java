package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Wire;

/**
 * Rows of a reader, with their checksum and the invalid rows between them.
 *
 * @param block the rows, or null if only invalid rows are left to count
 * @param checksum of the rows, which shows whether a later read gives the same rows
 * @param invalid rows that were left out since the block before
 */
public record ReadBlock(RawBlock block, RowsChecksum checksum, InvalidRowCounts invalid) {
  /** The form that Spark keeps: arrays of primitives, which every serializer supports. */
  public Object[] pack() {
    long[] sums = {checksum.rows(), checksum.contents(), checksum.sequence()};
    return new Object[] {
      sums, invalid.isEmpty() ? null : Wire.bytes(invalid), block == null ? null : block.pack()
    };
  }

  /** The inverse of {@link #pack}. */
  public static ReadBlock unpack(Object[] packed) {
    long[] sums = (long[]) packed[0];
    return new ReadBlock(
        packed[2] == null ? null : RawBlock.unpack((Object[]) packed[2]),
        new RowsChecksum(sums[0], sums[1], sums[2]),
        packed[1] == null ? InvalidRowCounts.NONE : Wire.read((byte[]) packed[1]));
  }
}
