package dev.ferro.spark.scoring.plan;

import dev.ferro.spark.rows.FeatureRow;
import dev.ferro.spark.scoring.InvalidFeatures;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;

/**
 * Reads features straight from Catalyst's rows, one row after another into the same floats: a dense
 * or sparse Vector, an array of float or of double. Allocates nothing where the rows are unsafe
 * ones, as almost all are. For one thread.
 */
final class FeatureReader {
  /** What the bits of a float, without its sign, stay below when it is finite. */
  private static final int INFINITE = 0x7f800000;

  private static final int MAGNITUDE = 0x7fffffff;

  // The fields of a Vector's row, and what its type says.
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;
  private static final byte SPARSE = 0;

  private final boolean vectors;
  private final boolean floats;
  private final float[] dense;
  private final UnsafeRow vector = new UnsafeRow(VALUES + 1);
  private final UnsafeArrayData indices = new UnsafeArrayData();
  private final UnsafeArrayData values = new UnsafeArrayData();
  private String problem;

  FeatureReader(DataType type, int width) {
    vectors = type.equals(SQLDataTypes.VectorType());
    floats = type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType);
    dense = new float[width];
  }

  /** Reads one row; whether it can be used, else {@link #problem} says why not. */
  boolean read(InternalRow row, int at) {
    problem = null;
    if (row.isNullAt(at)) {
      problem = "null";
    } else if (vectors) {
      readVector(
          row instanceof UnsafeRow unsafe ? pointTo(unsafe, at) : row.getStruct(at, VALUES + 1));
    } else {
      readDense(array(row, at, values));
    }
    return problem == null;
  }

  /** {@code [width]}; reused by the next row. */
  float[] values() {
    return dense;
  }

  /** What is wrong with the row that cannot be used. */
  String problem() {
    return problem;
  }

  private UnsafeRow pointTo(UnsafeRow row, int at) {
    long where = row.getLong(at);
    vector.pointTo(row.getBaseObject(), row.getBaseOffset() + (where >>> 32), (int) where);
    return vector;
  }

  private static ArrayData array(InternalRow row, int at, UnsafeArrayData reused) {
    if (row instanceof UnsafeRow unsafe) {
      long where = unsafe.getLong(at);
      reused.pointTo(unsafe.getBaseObject(), unsafe.getBaseOffset() + (where >>> 32), (int) where);
      return reused;
    }
    return row.getArray(at);
  }

  private void readVector(InternalRow row) {
    if (row.getByte(TYPE) == SPARSE) {
      int width = row.getInt(SIZE);
      if (isWidth(width)) {
        readSparse(array(row, INDICES, indices), array(row, VALUES, values));
      }
    } else {
      readDense(array(row, VALUES, values));
    }
  }

  private boolean isWidth(int width) {
    if (width != dense.length) {
      problem = InvalidFeatures.width(width, dense.length);
    }
    return width == dense.length;
  }

  private void readSparse(ArrayData at, ArrayData array) {
    Arrays.fill(dense, 0);
    for (int i = 0; i < array.numElements(); i++) {
      put(at.getInt(i), array.getDouble(i));
    }
  }

  private void readDense(ArrayData array) {
    if (!isWidth(array.numElements())) {
      return;
    }
    if (array instanceof UnsafeArrayData unsafe && !hasNulls(unsafe)) {
      Object base = unsafe.getBaseObject();
      long from =
          unsafe.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(dense.length);
      boolean finite = floats ? copyFloats(base, from) : narrow(base, from, dense);
      if (finite) {
        return;
      }
    }
    for (int i = 0; i < dense.length && problem == null; i++) {
      put(i, array.isNullAt(i) ? Double.NaN : floats ? array.getFloat(i) : array.getDouble(i));
    }
  }

  private void put(int at, double value) {
    float narrow = (float) value;
    dense[at] = narrow;
    if (!(Math.abs(narrow) <= Float.MAX_VALUE) && problem == null) {
      problem = FeatureRow.problem(value, at);
    }
  }

  /** By the words of the array's null bits, which follow its length. */
  private static boolean hasNulls(UnsafeArrayData array) {
    long header = UnsafeArrayData.calculateHeaderPortionInBytes((long) array.numElements());
    long nulls = 0;
    for (long at = Long.BYTES; at < header; at += Long.BYTES) {
      nulls |= Platform.getLong(array.getBaseObject(), array.getBaseOffset() + at);
    }
    return nulls != 0;
  }

  /** Whether all are finite. */
  private boolean copyFloats(Object base, long from) {
    Platform.copyMemory(
        base, from, dense, Platform.FLOAT_ARRAY_OFFSET, (long) dense.length * Float.BYTES);
    int largest = 0;
    for (float value : dense) {
      largest = Math.max(largest, Float.floatToRawIntBits(value) & MAGNITUDE);
    }
    return largest < INFINITE;
  }

  /** Whether all are finite in float32. */
  private static boolean narrow(Object base, long from, float[] dense) {
    int largest = 0;
    for (int i = 0; i < dense.length; i++) {
      float value = (float) Platform.getDouble(base, from + (long) i * Double.BYTES);
      dense[i] = value;
      largest = Math.max(largest, Float.floatToRawIntBits(value) & MAGNITUDE);
    }
    return largest < INFINITE;
  }
}
