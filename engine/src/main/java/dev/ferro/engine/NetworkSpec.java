package dev.ferro.engine;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The shape of a multi-layer perceptron and the loss it is trained on: Linear layers with ReLU
 * between them, raw scores from the last.
 *
 * <p>Its parameters, their gradient and the optimizer's moments are flat float arrays of one
 * layout. The layout has for each Linear layer its weight {@code [out, in]}, row-major, then its
 * bias {@code [out]}. Immutable.
 */
public final class NetworkSpec implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The most classes that float32 targets can distinguish. Float32 holds every whole number up to
   * here.
   */
  public static final int MAX_CLASSES = 1 << 24;

  /** The widest layer: native engines count a padded row in 32 bits. */
  private static final int MAX_WIDTH = 1 << 30;

  /** Widths that {@link #toString} writes out. */
  private static final int SHOWN = 16;

  private final int[] widths;
  private final Loss loss;
  private final float lossParameter;

  /**
   * {@code [layer]}: where a layer begins in the flat layout. The last entry is the length of the
   * layout.
   */
  private final int[] offsets;

  private NetworkSpec(Loss loss, float lossParameter, int[] widths) {
    this.loss = loss;
    this.lossParameter = lossParameter;
    this.widths = widths.clone();
    requireWidths();
    NetworkSize.of(widths).require("spec", toString());
    require(
        Arrays.stream(widths).max().orElseThrow() <= MAX_WIDTH, "widths of at most " + MAX_WIDTH);
    require(
        !loss.isClassification() || outputWidth() <= MAX_CLASSES,
        "at most " + MAX_CLASSES + " classes, as many as float32 tells apart");
    this.offsets = new int[widths.length];
    for (int layer = 0; layer < numLayers(); layer++) {
      offsets[layer + 1] = offsets[layer] + fanOut(layer) * (fanIn(layer) + 1);
    }
  }

  private void requireWidths() {
    require(widths.length >= 2, "at least an input and an output width");
    for (int width : widths) {
      require(width >= 1, "widths of at least 1");
    }
  }

  private void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "[spec] expected " + expected + ", got " + (widths.length == 0 ? "none" : this));
    }
  }

  /**
   * A network of the given widths. If the loss takes a number, it gets the default: see {@link
   * #withLossParameter}.
   *
   * @param loss what it is trained on
   * @param widths input width, hidden widths and output width, each at least 1, two or more
   * @throws IllegalArgumentException if the network is larger than any engine takes. {@link
   *     NetworkSize} computes the size beforehand
   */
  public static NetworkSpec of(Loss loss, int... widths) {
    Objects.requireNonNull(loss, "loss");
    return new NetworkSpec(loss, loss.parameter().map(LossParameter::usual).orElse(0f), widths);
  }

  /**
   * The same network with another number of its loss, such as Huber's delta.
   *
   * @throws IllegalArgumentException when the loss takes none, or for a value out of its range
   */
  public NetworkSpec withLossParameter(double value) {
    LossParameter parameter =
        loss.parameter()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "[spec] expected no parameter for " + loss + ", got " + value));
    return new NetworkSpec(loss, parameter.narrowed(value), widths);
  }

  /** What the network is trained on. */
  public Loss loss() {
    return loss;
  }

  /** The number that the loss takes, or 0 if it takes none. */
  public float lossParameter() {
    return lossParameter;
  }

  /** The name of the loss, with its number if it takes one: {@code HUBER with delta 1.5}. */
  public String lossText() {
    return loss.parameter()
        .map(parameter -> loss + " with " + parameter.name() + " " + lossParameter)
        .orElseGet(loss::toString);
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
    return offsets[layer];
  }

  /** Where a layer's bias {@code [out]} begins in the flat layout. */
  public int biasOffset(int layer) {
    return offsets[layer] + fanOut(layer) * fanIn(layer);
  }

  /** Length of the flat layout. */
  public int parameterCount() {
    return offsets[numLayers()];
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
        && Float.compare(lossParameter, spec.lossParameter) == 0
        && Arrays.equals(widths, spec.widths);
  }

  /** The same in every JVM, because checkpoints compare it. An enum's own hash code differs. */
  @Override
  public int hashCode() {
    int named = 31 * loss.name().hashCode() + Float.hashCode(lossParameter);
    return 31 * named + Arrays.hashCode(widths);
  }

  /** All widths: {@code 784-128-128-10}. No other shape has the same text. */
  public String allWidths() {
    return written(0, widths.length);
  }

  /**
   * The widths: {@code 784-128-128-10}. If there are very many, only the first and the last ones.
   * {@link #allWidths} has all of them.
   */
  @Override
  public String toString() {
    if (widths.length <= SHOWN) {
      return allWidths();
    }
    int half = SHOWN / 2;
    return written(0, half)
        + "-…-"
        + written(widths.length - half, widths.length)
        + " ("
        + widths.length
        + " widths)";
  }

  private String written(int from, int to) {
    return Arrays.stream(widths, from, to)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining("-"));
  }
}
