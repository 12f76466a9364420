package dev.ferro.engine;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The shape of a multi-layer perceptron and the loss it is trained on: Linear layers with ReLU
 * between them, raw scores from the last.
 *
 * <p>Its parameters, their gradient and the optimizer's moments are flat float arrays of one
 * layout: for each Linear layer its weight {@code [out, in]}, row-major, then its bias {@code
 * [out]}. Immutable.
 */
public final class NetworkSpec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] widths;
  private final Loss loss;

  private NetworkSpec(Loss loss, int[] widths) {
    this.loss = loss;
    this.widths = widths.clone();
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "[spec] expected at least an input and an output width, got " + Arrays.toString(widths));
    }
    for (int width : widths) {
      if (width < 1) {
        throw new IllegalArgumentException(
            "[spec] expected widths of at least 1, got " + Arrays.toString(widths));
      }
    }
    long count = 0;
    for (int layer = 0; layer < numLayers(); layer++) {
      count += (long) fanOut(layer) * (fanIn(layer) + 1L);
    }
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "[spec] expected fewer than 2^31 parameters, got " + count + " for " + this);
    }
  }

  /**
   * A network of the given widths.
   *
   * @param loss what it is trained on
   * @param widths input width, hidden widths, output width; each at least 1, two or more
   */
  public static NetworkSpec of(Loss loss, int... widths) {
    return new NetworkSpec(loss, widths);
  }

  /** What the network is trained on. */
  public Loss loss() {
    return loss;
  }

  /** All widths, input and output included. */
  public int[] widths() {
    return widths.clone();
  }

  /** Number of Linear layers: hidden layers plus one. */
  public int numLayers() {
    return widths.length - 1;
  }

  /** Width of a row of features. */
  public int inputWidth() {
    return widths[0];
  }

  /** Width of a row of scores. */
  public int outputWidth() {
    return widths[widths.length - 1];
  }

  /** Floats in the target of one row. */
  public int targetWidth() {
    return loss.targetWidth(outputWidth());
  }

  /** Inputs of a Linear layer, counted from 0. */
  public int fanIn(int layer) {
    return widths[layer];
  }

  /** Outputs of a Linear layer, counted from 0. */
  public int fanOut(int layer) {
    return widths[layer + 1];
  }

  /** Where a layer's weight {@code [out, in]} begins in the flat layout. */
  public int weightOffset(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += fanOut(l) * (fanIn(l) + 1);
    }
    return offset;
  }

  /** Where a layer's bias {@code [out]} begins in the flat layout. */
  public int biasOffset(int layer) {
    return weightOffset(layer) + fanOut(layer) * fanIn(layer);
  }

  /** Length of the flat layout. */
  public int parameterCount() {
    return weightOffset(numLayers());
  }

  /**
   * Starting parameters as MLX's and PyTorch's {@code Linear} draw them: weight and bias uniform in
   * ±1/√in. The same seed gives the same parameters everywhere.
   */
  public float[] initialParameters(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[parameterCount()];
    for (int layer = 0; layer < numLayers(); layer++) {
      double bound = 1 / Math.sqrt(fanIn(layer));
      int end = weightOffset(layer + 1);
      for (int i = weightOffset(layer); i < end; i++) {
        parameters[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
    return parameters;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkSpec spec
        && loss == spec.loss
        && Arrays.equals(widths, spec.widths);
  }

  @Override
  public int hashCode() {
    return 31 * loss.hashCode() + Arrays.hashCode(widths);
  }

  /** The widths as people write them: {@code 784-128-128-10}. */
  @Override
  public String toString() {
    return Arrays.stream(widths).mapToObj(String::valueOf).collect(Collectors.joining("-"));
  }
}
