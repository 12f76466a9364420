package dev.ferro.engine.java;

import java.util.Arrays;

/**
 * One Linear layer: parameters, gradient and moments. Each is stored as rows of {@code [in +
 * 1][out]}: the weight transposed, and the bias last. So every kernel runs along {@code out}.
 */
final class Layer {
  final int in;
  final int out;
  final float[][] parameters;
  final float[][] gradient;
  final float[][] firstMoment;
  final float[][] secondMoment;

  Layer(int in, int out) {
    this.in = in;
    this.out = out;
    parameters = new float[in + 1][out];
    gradient = new float[in + 1][out];
    firstMoment = new float[in + 1][out];
    secondMoment = new float[in + 1][out];
  }

  float[] bias() {
    return parameters[in];
  }

  void clearGradient() {
    for (float[] row : gradient) {
      Arrays.fill(row, 0);
    }
  }

  void step(Optimizer optimizer) {
    for (int i = 0; i <= in; i++) {
      optimizer.update(parameters[i], gradient[i], firstMoment[i], secondMoment[i], out);
    }
  }

  /** Copies rows to the flat layout, weight {@code [out, in]} then bias, from {@code offset}. */
  void read(float[][] rows, float[] flat, int offset) {
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        flat[offset + o * in + i] = rows[i][o];
      }
    }
    System.arraycopy(rows[in], 0, flat, offset + out * in, out);
  }

  /** Copies the flat layout to rows. A null array stands for zeros. */
  void write(float[][] rows, float[] flat, int offset) {
    if (flat == null) {
      for (float[] row : rows) {
        Arrays.fill(row, 0);
      }
      return;
    }
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        rows[i][o] = flat[offset + o * in + i];
      }
    }
    System.arraycopy(flat, offset + out * in, rows[in], 0, out);
  }
}
