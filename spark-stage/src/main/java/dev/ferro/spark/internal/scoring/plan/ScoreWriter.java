package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.InvalidScores;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Writes the outputs of a row. */
final class ScoreWriter {
  // A dense Vector's row: null bits, with size and indices null, and four fields.
  private static final long VECTOR_NULLS = 0b0110;
  private static final int VECTOR_HEADER = 5 * Long.BYTES;
  private static final byte DENSE = 1;

  private final RowLayout layout;
  private final Decision decision;
  private final ScoreOutput[] outputs;
  private final boolean needsProbability;
  private final double[] raw;
  private final double[] probability;

  ScoreWriter(RowLayout layout, Decision decision, List<ScoreOutput> outputs, int width) {
    this.layout = layout;
    this.decision = decision;
    this.outputs = outputs.toArray(ScoreOutput[]::new);
    this.needsProbability = outputs.stream().anyMatch(output -> needsProbability(output, decision));
    this.raw = new double[width];
    this.probability = new double[width];
  }

  private static boolean needsProbability(ScoreOutput output, Decision decision) {
    return switch (output) {
      case PROBABILITY -> true;
      case PREDICTION -> decision.needsProbability();
      case RAW_PREDICTION, VALID -> false;
    };
  }

  /** Writes a row that cannot be scored: all outputs are null except {@link ScoreOutput#VALID}. */
  UnsafeRow invalid(BatchRows rows, int index) {
    return nulls(rows, index, false);
  }

  /** Writes a row with valid features but scores that are not finite. */
  UnsafeRow unscored(BatchRows rows, int index) {
    return nulls(rows, index, true);
  }

  private UnsafeRow nulls(BatchRows rows, int index, boolean valid) {
    UnsafeRow row = rows.row(index, false);
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].isOfScores()) {
        row.setNullAt(layout.kept() + i);
      } else {
        write(i, rows, index, rows.size(index), valid);
      }
    }
    return row;
  }

  /**
   * Reads a row's scores. Returns whether all are finite. If not, {@link #problem} says what is
   * wrong.
   *
   * @param scores {@code [batch, width]}
   * @param slot the row of the scores
   */
  boolean read(FloatBuffer scores, int slot) {
    for (int i = 0; i < raw.length; i++) {
      raw[i] = scores.get(slot * raw.length + i);
    }
    return InvalidScores.areFinite(raw);
  }

  /** What is wrong with scores that are not finite. */
  String problem() {
    return InvalidScores.problem(raw);
  }

  /** Writes a row with the scores that were read. */
  UnsafeRow scored(BatchRows rows, int index) {
    if (needsProbability) {
      Decision.softmax(raw, probability);
    }
    int vectorAt = rows.size(index);
    for (int i = 0; i < outputs.length; i++) {
      vectorAt += write(i, rows, index, vectorAt, true);
    }
    return rows.row(index, true);
  }

  /**
   * Writes one output of a row.
   *
   * @param vectorAt offset in the row for a Vector
   * @param valid whether the row's features can be used
   * @return bytes of the Vector, or 0 if the output is not one
   */
  private int write(int output, BatchRows rows, int index, int vectorAt, boolean valid) {
    byte[] bytes = rows.bytes();
    long place = place(rows, index, output);
    return switch (outputs[output]) {
      case RAW_PREDICTION -> writeVector(bytes, place, rows.start(index), vectorAt, raw);
      case PROBABILITY -> writeVector(bytes, place, rows.start(index), vectorAt, probability);
      case PREDICTION -> writeNumber(bytes, place, decision.prediction(raw, probability));
      case VALID -> writeFlag(bytes, place, valid);
    };
  }

  private static int writeNumber(byte[] bytes, long place, double value) {
    Platform.putDouble(bytes, place, value);
    return 0;
  }

  private static int writeFlag(byte[] bytes, long place, boolean value) {
    Platform.putLong(bytes, place, 0);
    Platform.putBoolean(bytes, place, value);
    return 0;
  }

  private long place(BatchRows rows, int index, int output) {
    return rows.start(index) + layout.nullBits() + (long) (layout.kept() + output) * Long.BYTES;
  }

  private int writeVector(byte[] bytes, long place, long row, int vectorAt, double[] values) {
    Platform.putLong(bytes, place, ((long) vectorAt << 32) | layout.vectorBytes());
    long at = row + vectorAt;
    Platform.putLong(bytes, at, VECTOR_NULLS);
    Platform.putLong(bytes, at + Long.BYTES, 0);
    Platform.putByte(bytes, at + Long.BYTES, DENSE);
    Platform.putLong(bytes, at + 2 * Long.BYTES, 0);
    Platform.putLong(bytes, at + 3 * Long.BYTES, 0);
    int arrayBytes = layout.vectorBytes() - VECTOR_HEADER;
    Platform.putLong(bytes, at + 4 * Long.BYTES, ((long) VECTOR_HEADER << 32) | arrayBytes);
    long array = at + VECTOR_HEADER;
    int header = UnsafeArrayData.calculateHeaderPortionInBytes(values.length);
    Platform.putLong(bytes, array, values.length);
    for (int word = Long.BYTES; word < header; word += Long.BYTES) {
      Platform.putLong(bytes, array + word, 0);
    }
    Platform.copyMemory(
        values,
        Platform.DOUBLE_ARRAY_OFFSET,
        bytes,
        array + header,
        (long) values.length * Double.BYTES);
    return layout.vectorBytes();
  }
}
