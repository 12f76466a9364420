package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;

/**
 * What is known about a network before any row is read.
 *
 * @param inputs features of a row, or 0 if unknown
 * @param outputs outputs of the network, or 0 if unknown
 */
record KnownShape(Loss loss, int inputs, int outputs) {
  /**
   * The smallest network that the data allow.
   *
   * @throws IllegalArgumentException if layers cannot fit the data, or the network is too large
   */
  NetworkSpec least(MLPParams stage) {
    int leastOutputs = loss.isClassification() ? 2 : 1;
    int wanted = outputs > 0 ? outputs : leastOutputs;
    if (stage.isSet(stage.layers()) && outputs == 0) {
      int[] layers = stage.getLayers();
      wanted = layers[layers.length - 1];
    }
    return NetworkFitter.shape(stage, loss, Math.max(1, inputs), wanted);
  }

  /**
   * Rejects an initial network that cannot have the shape of the network to train.
   *
   * @param initial the network to start from, or null
   * @param least the result of {@link #least}
   * @param path of the initial model
   */
  void requireFits(TrainedNetwork initial, NetworkSpec least, String path) {
    if (initial == null) {
      return;
    }
    int[] widths = least.widths();
    int[] there = initial.spec().widths();
    if (there.length == widths.length) {
      // A width that only the rows determine may be the initial network's.
      widths[0] = inputs > 0 ? inputs : there[0];
      int last = widths.length - 1;
      widths[last] = outputs > 0 ? outputs : there[last];
    }
    NetworkFitter.fitting(initial, path, NetworkSpec.of(loss, widths));
  }
}
