package dev.ferro.engine;

/**
 * Scores single rows in plain Java. It uses no native code, and there is no {@link Network} to
 * close. {@code predict} of one vector uses it. Immutable, and safe from many threads.
 */
public final class RowScorer {
  private final NetworkSpec spec;

  /** {@code [layer][in][out]}: transposed, so a feature of zero costs nothing. */
  private final float[][][] weights;

  private final float[][] biases;

  /**
   * Lays the parameters out for scoring.
   *
   * @param parameters in the spec's flat layout. They are copied
   */
  public RowScorer(NetworkSpec spec, float[] parameters) {
    this.spec = spec;
    this.weights = new float[spec.numLayers()][][];
    this.biases = new float[spec.numLayers()][];
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      int in = spec.fanIn(layer);
      int out = spec.fanOut(layer);
      weights[layer] = new float[in][out];
      biases[layer] = new float[out];
      for (int o = 0; o < out; o++) {
        biases[layer][o] = parameters[spec.biasOffset(layer) + o];
        for (int i = 0; i < in; i++) {
          weights[layer][i][o] = parameters[spec.weightOffset(layer) + o * in + i];
        }
      }
    }
  }

  /** The shape. */
  public NetworkSpec spec() {
    return spec;
  }

  /**
   * Raw scores of one row.
   *
   * @param features {@code [inputs]}
   * @return {@code [outputs]}
   */
  public float[] score(float[] features) {
    return score(features, activations());
  }

  /** Buffers in which one thread scores: {@code [layer][out]}. */
  public float[][] activations() {
    float[][] room = new float[spec.numLayers()][];
    for (int layer = 0; layer < room.length; layer++) {
      room[layer] = new float[spec.fanOut(layer)];
    }
    return room;
  }

  /**
   * Raw scores of one row, without allocating.
   *
   * @param features {@code [inputs]}
   * @param activations from {@link #activations()}
   * @return {@code [outputs]}: the last of the activations
   */
  public float[] score(float[] features, float[][] activations) {
    if (features.length != spec.inputWidth()) {
      throw new IllegalArgumentException(
          "[predict] expected " + spec.inputWidth() + " features, got " + features.length);
    }
    float[] row = features;
    for (int layer = 0; layer < activations.length; layer++) {
      float[] next = activations[layer];
      System.arraycopy(biases[layer], 0, next, 0, next.length);
      for (int i = 0; i < row.length; i++) {
        if (row[i] != 0) {
          addScaled(weights[layer][i], row[i], next);
        }
      }
      if (layer < activations.length - 1) {
        relu(next);
      }
      row = next;
    }
    return row;
  }

  private static void addScaled(float[] weight, float factor, float[] sum) {
    for (int o = 0; o < sum.length; o++) {
      sum[o] = Math.fma(factor, weight[o], sum[o]);
    }
  }

  /**
   * Infinite values become NaN. Otherwise ReLU would turn an overflow to -Infinity into 0, which is
   * a wrong number.
   */
  private static void relu(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(row[i], row[i] * 0);
    }
  }
}
