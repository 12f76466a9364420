package dev.ferro.engine;

import java.math.BigInteger;

/**
 * The size of a network, computed before the network exists. The count is exact for any widths, and
 * allocates nothing.
 *
 * @param layers number of Linear layers: hidden layers plus one
 * @param parameters weights and biases of all layers
 */
public record NetworkSize(long layers, BigInteger parameters) {
  /** The most Linear layers of a network. */
  public static final int MAX_LAYERS = 10_000;

  /** The most parameters of a network: the longest array of the JVM. */
  public static final int MAX_PARAMETERS = Integer.MAX_VALUE - 8;

  /**
   * The size of a network of the given widths.
   *
   * @param widths input width, hidden widths and output width, each at least 1
   */
  public static NetworkSize of(int... widths) {
    BigInteger count = BigInteger.ZERO;
    long small = 0;
    for (int layer = 0; layer + 1 < widths.length; layer++) {
      // At most 2^62, and less than 2^61 is kept: no sum overflows.
      small += layer(widths[layer], widths[layer + 1]);
      if (small >= 1L << 61) {
        count = count.add(BigInteger.valueOf(small));
        small = 0;
      }
    }
    return new NetworkSize(Math.max(0, widths.length - 1L), count.add(BigInteger.valueOf(small)));
  }

  /**
   * The size of a network whose hidden layers are all of one width.
   *
   * @param hiddenLayers how many there are, 0 or more
   */
  public static NetworkSize of(int inputs, int hiddenWidth, int hiddenLayers, int outputs) {
    if (hiddenLayers == 0) {
      return of(inputs, outputs);
    }
    BigInteger between =
        BigInteger.valueOf(layer(hiddenWidth, hiddenWidth))
            .multiply(BigInteger.valueOf(hiddenLayers - 1L));
    NetworkSize ends = of(inputs, hiddenWidth, outputs);
    return new NetworkSize(hiddenLayers + 1L, ends.parameters.add(between));
  }

  private static long layer(int in, int out) {
    return out * (in + 1L);
  }

  /**
   * Bytes of the parameters as float32 and of their moments.
   *
   * @param moments how many moments an optimizer keeps for each parameter, see {@link
   *     OptimizerSpec.Rule#moments()}
   */
  public BigInteger bytes(int moments) {
    return parameters.multiply(BigInteger.valueOf((1L + moments) * Float.BYTES));
  }

  /**
   * Rejects a network with more layers or parameters than any engine takes.
   *
   * @param operation the operation that checks, for the message: {@code "fit"}
   * @param shape the network, for the message
   * @throws IllegalArgumentException with the limit and the size
   */
  public void require(String operation, String shape) {
    if (layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "["
              + operation
              + "] expected at most "
              + MAX_LAYERS
              + " layers, got "
              + layers
              + " with "
              + parameters
              + " parameters of "
              + bytes(0)
              + " bytes for "
              + shape);
    }
    if (parameters.compareTo(BigInteger.valueOf(MAX_PARAMETERS)) > 0) {
      throw new IllegalArgumentException(
          "["
              + operation
              + "] expected fewer than 2^31 parameters, got "
              + this
              + " for "
              + shape
              + " (use fewer or narrower layers)");
    }
  }

  /** {@code 118282 (473128 bytes, 1419384 with Adam's moments)}. */
  @Override
  public String toString() {
    return parameters + " (" + bytes(0) + " bytes, " + bytes(2) + " with Adam's moments)";
  }
}
