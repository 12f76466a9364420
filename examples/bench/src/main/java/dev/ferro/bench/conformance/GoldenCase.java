package dev.ferro.bench.conformance;

import dev.ferro.engine.Batch;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import java.util.Map;

/**
 * What MLX computed for one network and some rows. Parameters and gradients are in the spec's flat
 * layout.
 *
 * @param name of its file, without the ending
 * @param spec shape and loss
 * @param x features, {@code [rows, inputs]}
 * @param y targets, as the loss defines them
 * @param w row weights, for loss and gradient only
 * @param start starting parameters
 * @param logits scores at the start, {@code [rows, outputs]}
 * @param loss weighted mean loss at the start
 * @param gradient its gradient
 * @param batchSize rows of a step
 * @param passes over all rows
 * @param trained parameters after these passes, by the optimizer's name
 */
record GoldenCase(
    String name,
    NetworkSpec spec,
    float[] x,
    float[] y,
    float[] w,
    float[] start,
    float[] logits,
    float[] loss,
    float[] gradient,
    int batchSize,
    int passes,
    Map<String, Trained> trained) {

  /**
   * An optimizer's result.
   *
   * @param optimizer its settings
   * @param parameters after training
   */
  record Trained(OptimizerSpec optimizer, float[] parameters) {}

  int rows() {
    return w.length;
  }

  /** The rows as engines read them, each with its weight. */
  Batch weighted() {
    Batch batch = Batch.weighted(spec, rows());
    batch.weights().put(0, w);
    return fill(batch);
  }

  /** The rows as engines read them, all weighing 1. */
  Batch unweighted() {
    return fill(Batch.of(spec, rows()));
  }

  private Batch fill(Batch batch) {
    batch.features().put(0, x);
    batch.targets().put(0, y);
    batch.setRows(rows());
    return batch;
  }
}
