package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;

/**
 * What is known of a network before any row is read.
 *
 * @param inputs features of a row, or 0
 * @param outputs of the network, or 0
 */
record KnownShape(Loss loss, int inputs, int outputs) {
  /**
   * The smallest network that the data allow.
   *
   * @throws IllegalArgumentException when layers cannot fit the data, or the network is too large
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
   * Refuses a network to start from that cannot have the shape of the one to train.
   *
   * @param initial the network to start from, or null
   * @param least what {@link #least} gave
   * @param path of the initial model
   */
  void requireFits(TrainedNetwork initial, NetworkSpec least, String path) {
    if (initial == null) {
      return;
    }
    int[] widths = least.widths();
    int[] there = initial.spec().widths();
    if (there.length == widths.length) {
      // What only the rows can tell may be as it is there.
      widths[0] = inputs > 0 ? inputs : there[0];
      int last = widths.length - 1;
      widths[last] = outputs > 0 ? outputs : there[last];
    }
    NetworkFitter.fitting(initial, path, NetworkSpec.of(loss, widths));
  }
}
