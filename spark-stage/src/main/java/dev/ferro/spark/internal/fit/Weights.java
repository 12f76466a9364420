package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.preparation.Scaling;

/** Takes weights to the scale of training and back, and rejects those that float32 cannot hold. */
final class Weights {
  private Weights() {}

  /**
   * The parameters that training starts from.
   *
   * @param initial the network to start from, or null for random weights
   * @throws IllegalArgumentException when the weights of {@code initial} do not fit the data's
   *     scale
   */
  static TrainingState start(TrainedNetwork initial, NetworkSpec spec, Scaling scaling, long seed) {
    if (initial == null) {
      return TrainingState.initial(spec.initialParameters(seed));
    }
    float[] parameters = scaling.unfold(initial);
    if (!isFinite(parameters)) {
      throw new IllegalArgumentException(
          "[fit] expected an initialModel whose weights fit the data's scale, got weights beyond"
              + " float32 on standardized features (was it trained on features of another scale?)");
    }
    return TrainingState.initial(parameters);
  }

  /**
   * The trained network on unscaled values.
   *
   * @throws ArithmeticException if its weights exceed float32
   */
  static TrainedNetwork folded(Scaling scaling, NetworkSpec spec, float[] parameters) {
    TrainedNetwork network = scaling.fold(spec, parameters);
    if (!isFinite(network.parameters())) {
      throw new ArithmeticException(
          "[fit] expected weights within float32 on unscaled values, got larger ones (a smaller"
              + " stepSize, or regParam, keeps weights small)");
    }
    return network;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
