package dev.ferro.spark.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.Models;
import java.io.IOException;
import org.apache.spark.ml.util.MLWritable;

/** Models with their seed in each file, so that a mix of two models shows. */
final class SeededModels {
  private SeededModels() {}

  /** The model of a seed. */
  static MLPClassificationModel model(int seed) {
    return Models.classifier("mlp" + seed, seed, 4, 6, 3).setBatchSize(100 + seed);
  }

  /** The seed of the model at a path, which is whole. */
  static int seedOf(String path) {
    MLPClassificationModel loaded = MLPClassificationModel.load(path);
    int seed = loaded.getBatchSize() - 100;
    assertEquals("mlp" + seed, loaded.uid());
    assertArrayEquals(
        NetworkSpec.of(Loss.CROSS_ENTROPY, 4, 6, 3).initialParameters(seed),
        loaded.network().parameters());
    return seed;
  }

  static void save(MLWritable stage, String path) throws IOException {
    stage.write().overwrite().save(path);
  }
}
