package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;

/** Models that nobody trained, with random parameters. */
public final class Models {
  private Models() {}

  /** A classifier of these widths. */
  public static MLPClassificationModel classifier(String uid, long seed, int... widths) {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, widths);
    return new MLPClassificationModel(uid, new TrainedNetwork(spec, spec.initialParameters(seed)));
  }

  /** A regressor of these widths. */
  public static MLPRegressionModel regressor(String uid, long seed, int... widths) {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, widths);
    return new MLPRegressionModel(uid, new TrainedNetwork(spec, spec.initialParameters(seed)));
  }
}
