package dev.ferro.engine;

import java.nio.FloatBuffer;

/**
 * Computes {@link Network#loss}: the loss of rows from an engine's scores, summed in double. For
 * one thread.
 */
final class ScoredLoss {
  /** Scores held at a time: about 1 MiB, whatever the batch. */
  private static final int HELD = 1 << 18;

  /** Scores a batch, as {@link Network#predict} does. */
  interface Scorer {
    void predict(FloatBuffer features, int rows, FloatBuffer scores);
  }

  /** The loss of one row. */
  private interface RowLoss {
    double of(FloatBuffer scores, int row, FloatBuffer targets, int targetRow);
  }

  private final NetworkSpec spec;
  private final RowLoss rowLoss;
  private final int rowsAtOnce;
  private FloatBuffer scores;

  ScoredLoss(NetworkSpec spec) {
    this.spec = spec;
    int outputs = spec.outputWidth();
    this.rowsAtOnce = Math.max(1, HELD / outputs);
    this.rowLoss =
        switch (spec.loss()) {
          case CROSS_ENTROPY ->
              (scores, row, targets, targetRow) ->
                  crossEntropy(scores, row * outputs, outputs, (int) targets.get(targetRow));
          case SQUARED_ERROR ->
              (scores, row, targets, targetRow) ->
                  squaredError(scores, row * outputs, outputs, targets, targetRow * outputs);
        };
  }

  LossSum of(Batch batch, Scorer scorer) {
    int room = Math.min(batch.capacity(), rowsAtOnce);
    if (scores == null || scores.capacity() / spec.outputWidth() < room) {
      scores = Batch.allocate((long) room * spec.outputWidth());
    }
    LossSum sum = LossSum.ZERO;
    for (int from = 0; from < batch.rows(); from += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, batch.rows() - from);
      scorer.predict(featuresFrom(batch, from), rows, scores);
      sum = sum.plus(sum(batch, from, rows));
    }
    return sum;
  }

  private FloatBuffer featuresFrom(Batch batch, int row) {
    FloatBuffer features = batch.features();
    int begin = row * spec.inputWidth();
    return row == 0 ? features : features.slice(begin, features.capacity() - begin);
  }

  private LossSum sum(Batch batch, int from, int rows) {
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < rows; row++) {
      float weight = batch.isWeighted() ? batch.weights().get(from + row) : 1;
      // A row of weight 0 may lie so far out that zero times its loss is not 0.
      if (weight > 0) {
        sum += weight * rowLoss.of(scores, row, batch.targets(), from + row);
        weights += weight;
      }
    }
    return new LossSum(sum, weights);
  }

  private static double crossEntropy(FloatBuffer scores, int at, int outputs, int target) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < outputs; i++) {
      max = Math.max(max, scores.get(at + i));
    }
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      sum += Math.exp(scores.get(at + i) - max);
    }
    return max + Math.log(sum) - scores.get(at + target);
  }

  private static double squaredError(
      FloatBuffer scores, int at, int outputs, FloatBuffer targets, int targetAt) {
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      double off = scores.get(at + i) - targets.get(targetAt + i);
      sum += off * off;
    }
    return sum / outputs;
  }
}
