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
 * @param data the rows
 * @param start starting parameters
 * @param expected what MLX computed at the start
 * @param schedule how it trained
 * @param trained parameters after these passes, by the optimizer's name
 */
record GoldenCase(
    String name,
    NetworkSpec spec,
    Data data,
    float[] start,
    Expected expected,
    Schedule schedule,
    Map<String, Trained> trained) {

  /**
   * Rows.
   *
   * @param x features, {@code [rows, inputs]}
   * @param y targets, as the loss defines them
   * @param w row weights, for loss and gradient only
   */
  record Data(float[] x, float[] y, float[] w) {}

  /**
   * What MLX computed at the start.
   *
   * @param logits scores, {@code [rows, outputs]}
   * @param loss weighted mean loss
   * @param gradient of the loss
   */
  record Expected(float[] logits, float[] loss, float[] gradient) {}

  /**
   * How MLX trained.
   *
   * @param batchSize rows of a step
   * @param passes over all rows
   */
  record Schedule(int batchSize, int passes) {}

  /**
   * What an optimizer makes of the parameters.
   *
   * @param optimizer its settings
   * @param parameters after training
   */
  record Trained(OptimizerSpec optimizer, float[] parameters) {}

  int rows() {
    return data.w().length;
  }

  /** The rows as engines read them, each with its weight. */
  Batch weighted() {
    Batch batch = Batch.weighted(spec, rows());
    batch.weights().put(0, data.w());
    return fill(batch);
  }

  /** The rows as engines read them, all weighing 1. */
  Batch unweighted() {
    return fill(Batch.of(spec, rows()));
  }

  private Batch fill(Batch batch) {
    batch.features().put(0, data.x());
    batch.targets().put(0, data.y());
    batch.setRows(rows());
    return batch;
  }
}
