package dev.ferro.spark.internal.rows;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import scala.collection.Seq;

/**
 * Reads features row by row into the same arrays. They are a dense or sparse Vector, or an array of
 * float or double, as in a Row. For one thread.
 */
public final class FeatureRow {
  private int width;
  private int size;
  private boolean sparse;
  private int[] indices = {};
  private double[] values = {};
  private boolean exactInFloat;
  private String problem;

  /**
   * Reads one row.
   *
   * @param features the column's value, or null
   * @return whether the row can be used. If not, {@link #problem} says why
   */
  public boolean read(Object features) {
    problem = null;
    sparse = false;
    exactInFloat = true;
    if (features == null) {
      problem = "null";
    } else if (features instanceof SparseVector vector) {
      readSparse(vector);
    } else if (features instanceof DenseVector vector) {
      readDense(vector.values());
    } else if (features instanceof Seq<?> array) {
      readArray(array);
    } else {
      throw new IllegalArgumentException(
          "[features] expected a Vector or an array of float or double, got "
              + features.getClass().getName());
    }
    return problem == null;
  }

  private void readSparse(SparseVector vector) {
    sparse = true;
    width = vector.size();
    reserve(vector.values().length);
    if (indices.length < size) {
      indices = new int[size];
    }
    System.arraycopy(vector.indices(), 0, indices, 0, size);
    for (int i = 0; i < size; i++) {
      put(i, vector.values()[i], indices[i]);
    }
  }

  private void readDense(double[] dense) {
    width = dense.length;
    reserve(width);
    for (int i = 0; i < width; i++) {
      put(i, dense[i], i);
    }
  }

  private void readArray(Seq<?> array) {
    width = array.length();
    reserve(width);
    for (int i = 0; i < width; i++) {
      Object value = array.apply(i);
      put(i, value == null ? Double.NaN : ((Number) value).doubleValue(), i);
    }
  }

  private void reserve(int count) {
    size = count;
    if (values.length < count) {
      values = new double[count];
    }
  }

  private void put(int at, double value, int feature) {
    float narrow = (float) value;
    values[at] = value;
    exactInFloat &= narrow == value;
    if (!(Math.abs(narrow) <= Float.MAX_VALUE) && problem == null) {
      problem = problem(value, feature);
    }
  }

  /** Describes a row whose value at an index is not finite in float32. */
  public static String problem(double value, int index) {
    return value + " at index " + index + (Double.isFinite(value) ? ", beyond float32" : "");
  }

  /** What is wrong with a row that cannot be used. */
  public String problem() {
    return problem;
  }

  /** Features of the row, including zeros. */
  public int width() {
    return width;
  }

  /** Whether only the values at {@link #indices} are stored. */
  public boolean isSparse() {
    return sparse;
  }

  /** How many of {@link #values} count. */
  public int size() {
    return size;
  }

  /** Positions of the values of a sparse row. The next row reuses the array. */
  public int[] indices() {
    return indices;
  }

  /** Whether float32 holds every value exactly. */
  public boolean isExactInFloat() {
    return exactInFloat;
  }

  /** The values, all within float32's range. The next row reuses the array. */
  public double[] values() {
    return values;
  }

  /** Writes the row in float32, including zeros, to the first {@link #width} floats. */
  public void copyTo(float[] dense) {
    if (sparse) {
      Arrays.fill(dense, 0, width, 0);
    }
    for (int i = 0; i < size; i++) {
      dense[sparse ? indices[i] : i] = (float) values[i];
    }
  }
}
