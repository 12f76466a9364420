package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.model.Standardization;
import dev.ferro.spark.internal.rows.FeatureRow;
import dev.ferro.spark.internal.scoring.InvalidFeatures;
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
 * Reads features straight from Catalyst's rows, row by row into the same floats. They are a dense
 * or sparse Vector, or an array of float or double. It allocates nothing for unsafe rows, which
 * almost all rows are. For one thread.
 */
final class FeatureReader {
  // The fields of a Vector's row, and the values of its type.
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;
  private static final byte SPARSE = 0;

  private final boolean vectors;
  private final boolean floats;
  private final float[] dense;
  private final Standardization standardization;
  private final UnsafeRow vector = new UnsafeRow(VALUES + 1);
  private final UnsafeArrayData indices = new UnsafeArrayData();
  private final UnsafeArrayData values = new UnsafeArrayData();
  private String problem;

  /**
   * Creates a reader for a network's features.
   *
   * @param type type of the features column
   */
  FeatureReader(DataType type, int width, Standardization standardization) {
    vectors = type.equals(SQLDataTypes.VectorType());
    floats = type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType);
    dense = new float[width];
    this.standardization = standardization;
  }

  /** Reads one row. Returns whether it can be used. If not, {@link #problem} says why. */
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

  /** {@code [width]}. The next row reuses the array. */
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
    standardization.copyZeros(dense);
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
        standardize(array);
        return;
      }
    }
    for (int i = 0; i < dense.length && problem == null; i++) {
      put(i, array.isNullAt(i) ? Double.NaN : value(array, i));
    }
  }

  private double value(ArrayData array, int at) {
    return floats ? array.getFloat(at) : array.getDouble(at);
  }

  private void standardize(ArrayData array) {
    for (int i = 0; i < standardization.size(); i++) {
      int feature = standardization.feature(i);
      dense[feature] = standardization.scaled(i, value(array, feature));
    }
  }

  private void put(int at, double value) {
    float narrow = (float) value;
    int standardized = standardization.indexOf(at);
    dense[at] = standardized < 0 ? narrow : standardization.scaled(standardized, value);
    if (!(Math.abs(narrow) <= Float.MAX_VALUE) && problem == null) {
      problem = FeatureRow.problem(value, at);
    }
  }

  /** Checks the words with the array's null bits, which follow its length. */
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
    float zero = 0;
    for (float value : dense) {
      zero += value * 0;
    }
    return zero == 0;
  }

  /**
   * Whether all are finite in float32. A finite number times 0 is 0, any other gives NaN. Four
   * accumulators break the dependency chain, so the check is nearly free.
   */
  private static boolean narrow(Object base, long from, float[] dense) {
    float zero0 = 0;
    float zero1 = 0;
    float zero2 = 0;
    float zero3 = 0;
    int fours = dense.length & ~3;
    for (int i = 0; i < fours; i += 4) {
      long at = from + (long) i * Double.BYTES;
      float value0 = (float) Platform.getDouble(base, at);
      float value1 = (float) Platform.getDouble(base, at + Double.BYTES);
      float value2 = (float) Platform.getDouble(base, at + 2 * Double.BYTES);
      float value3 = (float) Platform.getDouble(base, at + 3 * Double.BYTES);
      dense[i] = value0;
      dense[i + 1] = value1;
      dense[i + 2] = value2;
      dense[i + 3] = value3;
      zero0 += value0 * 0;
      zero1 += value1 * 0;
      zero2 += value2 * 0;
      zero3 += value3 * 0;
    }
    for (int i = fours; i < dense.length; i++) {
      dense[i] = (float) Platform.getDouble(base, from + (long) i * Double.BYTES);
      zero0 += dense[i] * 0;
    }
    return zero0 + zero1 + zero2 + zero3 == 0;
  }
}
