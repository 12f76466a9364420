package dev.ferro.spark.internal.io;

/**
 * A float32 tensor.
 *
 * @param shape its dimensions, outermost first
 * @param values row-major
 */
public record Tensor(long[] shape, float[] values) {
  /** Checks that the values fill the shape. */
  public Tensor {
    if (count(shape) != values.length) {
      throw new IllegalArgumentException(
          "[tensor] expected " + count(shape) + " values, got " + values.length);
    }
  }

  /** Creates a tensor of the given shape. */
  public static Tensor of(float[] values, long... shape) {
    return new Tensor(shape, values);
  }

  /**
   * Number of values of a shape.
   *
   * @throws ArithmeticException if it is 2^63 or more
   */
  static long count(long[] shape) {
    long count = 1;
    for (long dimension : shape) {
      count = Math.multiplyExact(count, dimension);
    }
    return count;
  }
}
