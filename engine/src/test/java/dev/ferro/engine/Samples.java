package dev.ferro.engine;

import java.util.Random;

/** Seeded random rows and parameters. */
public final class Samples {
  private Samples() {}

  /** Rows with standard normal features and targets that fit the spec; weights in [0, 2). */
  public static Batch batch(NetworkSpec spec, int rows, boolean weighted, long seed) {
    Random random = new Random(seed);
    Batch batch = weighted ? Batch.weighted(spec, rows) : Batch.of(spec, rows);
    for (int i = 0; i < rows * spec.inputWidth(); i++) {
      batch.features().put(i, (float) random.nextGaussian());
    }
    for (int i = 0; i < rows * spec.targetWidth(); i++) {
      boolean classes = spec.loss().isClassification();
      float target = classes ? random.nextInt(spec.outputWidth()) : (float) random.nextGaussian();
      batch.targets().put(i, target);
    }
    if (weighted) {
      for (int i = 0; i < rows; i++) {
        batch.weights().put(i, 2 * random.nextFloat());
      }
    }
    batch.setRows(rows);
    return batch;
  }

  /** A state in the middle of training, so that moments and step count matter. */
  public static TrainingState state(NetworkSpec spec, OptimizerSpec.Rule rule, long seed) {
    Random random = new Random(seed);
    int count = spec.parameterCount();
    float[] first = new float[rule.moments() > 0 ? count : 0];
    float[] second = new float[rule.moments() > 1 ? count : 0];
    for (int i = 0; i < first.length; i++) {
      first[i] = (float) random.nextGaussian() * 0.01f;
    }
    for (int i = 0; i < second.length; i++) {
      second[i] = random.nextFloat() * 0.01f;
    }
    return new TrainingState(spec.initialParameters(seed), first, second, 5);
  }
}
