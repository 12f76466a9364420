package dev.ferro.engine.java;

import dev.ferro.engine.Batch;
import dev.ferro.engine.NetworkSpec;

/** Loss of single rows and its gradient with respect to the row's scores. */
interface LossFunction {
  /**
   * Loss of one row.
   *
   * @param scores raw scores, {@code [outputs]}, not changed
   * @param batch holds the target, at {@code row}
   * @param scale factor on the gradient
   * @param delta receives scale · d loss / d scores, {@code [outputs]}
   * @return the unscaled loss
   */
  double apply(float[] scores, Batch batch, int row, float scale, float[] delta);

  /** The function for a network's loss. */
  static LossFunction of(NetworkSpec spec) {
    int outputs = spec.outputWidth();
    return switch (spec.loss()) {
      case CROSS_ENTROPY ->
          (scores, batch, row, scale, delta) ->
              crossEntropy(scores, (int) batch.targets().get(row), outputs, scale, delta);
      case SQUARED_ERROR ->
          (scores, batch, row, scale, delta) ->
              squaredError(scores, batch, row, outputs, scale, delta);
    };
  }

  private static double crossEntropy(
      float[] scores, int target, int outputs, float scale, float[] delta) {
    float max = Float.NEGATIVE_INFINITY;
    for (int o = 0; o < outputs; o++) {
      max = Math.max(max, scores[o]);
    }
    double sum = 0;
    for (int o = 0; o < outputs; o++) {
      double e = Math.exp(scores[o] - max);
      delta[o] = (float) e;
      sum += e;
    }
    for (int o = 0; o < outputs; o++) {
      delta[o] = (float) (delta[o] / sum * scale);
    }
    delta[target] -= scale;
    return Math.log(sum) + max - scores[target];
  }

  private static double squaredError(
      float[] scores, Batch batch, int row, int outputs, float scale, float[] delta) {
    double sum = 0;
    for (int o = 0; o < outputs; o++) {
      float error = scores[o] - batch.targets().get(row * outputs + o);
      sum += (double) error * error;
      delta[o] = 2 * error / outputs * scale;
    }
    return sum / outputs;
  }
}
