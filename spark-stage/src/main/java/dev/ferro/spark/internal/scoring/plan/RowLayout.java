package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.ScoreOutput;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;

/**
 * The layout of an unsafe row with kept columns and outputs. It has null bits, then 8 bytes for
 * each column, then the values without a fixed length. These are the values of kept columns, and a
 * Vector for each output that is one.
 */
final class RowLayout {
  private static final int VECTOR_FIELDS = 4;

  private final int kept;
  private final int keptHeader;
  private final int nullBits;
  private final int header;
  private final int[] variable;
  private final int vectorBytes;
  private final int vectors;

  /**
   * The layout of a node's rows.
   *
   * @param kept types of the kept columns
   * @param outputs columns after those
   * @param width of the network's output
   */
  RowLayout(List<DataType> kept, List<ScoreOutput> outputs, int width) {
    this.kept = kept.size();
    keptHeader = headerBytes(kept.size());
    nullBits = UnsafeRow.calculateBitSetWidthInBytes(kept.size() + outputs.size());
    header = headerBytes(kept.size() + outputs.size());
    variable =
        IntStream.range(0, kept.size())
            .filter(i -> !UnsafeRow.isFixedLength(kept.get(i)))
            .toArray();
    vectorBytes =
        Math.toIntExact(
            headerBytes(VECTOR_FIELDS)
                + UnsafeArrayData.calculateHeaderPortionInBytes((long) width)
                + (long) width * Double.BYTES);
    vectors = outputs.stream().mapToInt(RowLayout::vectorsOf).sum();
  }

  private static int vectorsOf(ScoreOutput output) {
    return switch (output) {
      case RAW_PREDICTION, PROBABILITY -> 1;
      case PREDICTION, VALID -> 0;
    };
  }

  private static int headerBytes(int fields) {
    return UnsafeRow.calculateBitSetWidthInBytes(fields) + fields * Long.BYTES;
  }

  /** How many columns are kept. */
  int kept() {
    return kept;
  }

  /** Null bits and fields of a row with only the kept columns. */
  int keptHeader() {
    return keptHeader;
  }

  /** Null bits of a row. */
  int nullBits() {
    return nullBits;
  }

  /** Null bits and fields of a row. */
  int header() {
    return header;
  }

  /** The kept columns whose field holds an offset to their bytes. */
  int[] variable() {
    return variable;
  }

  /** A Vector of the network's scores. */
  int vectorBytes() {
    return vectorBytes;
  }

  /** All Vectors of a row. */
  int allVectorBytes() {
    return Math.multiplyExact(vectors, vectorBytes);
  }
}
