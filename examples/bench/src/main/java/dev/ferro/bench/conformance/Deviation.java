package dev.ferro.bench.conformance;

import dev.ferro.engine.NetworkSpec;

/** How far computed values are from golden ones. */
final class Deviation {
  private Deviation() {}

  /**
   * Largest absolute error over largest magnitude of one tensor. 0 if both are all zeros, infinite
   * if only the golden one is, NaN if there is any NaN.
   */
  static double of(float[] computed, float[] golden) {
    return of(computed, golden, 0, golden.length);
  }

  /** The largest of a network's tensors, each in the spec's flat layout. */
  static double of(NetworkSpec spec, float[] computed, float[] golden) {
    double largest = 0;
    for (int layer = 0; layer < spec.numLayers(); layer++) {
      int weight = spec.weightOffset(layer);
      int bias = spec.biasOffset(layer);
      largest = Math.max(largest, of(computed, golden, weight, bias));
      largest = Math.max(largest, of(computed, golden, bias, spec.weightOffset(layer + 1)));
    }
    return largest;
  }

  private static double of(float[] computed, float[] golden, int from, int to) {
    double error = 0;
    double magnitude = 0;
    for (int i = from; i < to; i++) {
      error = Math.max(error, Math.abs((double) computed[i] - golden[i]));
      magnitude = Math.max(magnitude, Math.abs(golden[i]));
    }
    return error == 0 ? 0 : error / magnitude;
  }
}
