package dev.ferro.engine;

/**
 * The work of an engine, as far as its speed depends on it.
 *
 * @param spec the network's shape
 * @param batchSize rows of a step or of a call, at least 1
 * @param training whether it trains or scores
 */
public record Workload(NetworkSpec spec, int batchSize, boolean training) {
  /** MLX's example network on MNIST. It stands for the work as long as the real work is unknown. */
  public static final Workload TYPICAL =
      training(NetworkSpec.of(Loss.CROSS_ENTROPY, 784, 128, 128, 10), 128);

  /** Rejects a batch without rows. */
  public Workload {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "[engine] expected a batchSize of at least 1, got " + batchSize);
    }
  }

  /** Training in mini-batches of {@code batchSize} rows. */
  public static Workload training(NetworkSpec spec, int batchSize) {
    return new Workload(spec, batchSize, true);
  }

  /** Scoring {@code batchSize} rows a call. */
  public static Workload scoring(NetworkSpec spec, int batchSize) {
    return new Workload(spec, batchSize, false);
  }

  /**
   * Floating-point operations for one row. A multiply-add counts as two. Scoring counts the
   * products of each layer's forward pass. Training also counts those of the weights' gradient and,
   * except for the first layer, of the input's gradient.
   */
  public double flopsPerRow() {
    double flops = 0;
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      int products = !training ? 1 : layer == 0 ? 2 : 3;
      flops += 2.0 * products * spec.fanIn(layer) * spec.fanOut(layer);
    }
    return flops;
  }

  /** A readable form: {@code training 784-128-128-10 in batches of 128}. */
  @Override
  public String toString() {
    return (training ? "training " : "scoring ") + spec + " in batches of " + batchSize;
  }
}
