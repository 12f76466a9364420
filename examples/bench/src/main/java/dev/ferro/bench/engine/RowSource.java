package dev.ferro.bench.engine;

import dev.ferro.engine.Batch;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.data.Mnist;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Rows to measure with: MNIST's if they are available and fit, else random ones. */
final class RowSource {
  private static final int PIXELS = 784;
  private static final float WHITE = 255;

  /** The share of MNIST's pixels that are not zero. */
  private static final double INKED = 0.19;

  private static final long SEED = 42;

  private final List<Mnist.Image> images;

  /**
   * A source.
   *
   * @param mnist folder of MNIST's files, or null for none
   */
  RowSource(Path mnist) {
    images = mnist == null ? List.of() : Mnist.read(mnist).training();
  }

  /** Rows that fit a network. They are the same each time. */
  Batch rows(NetworkSpec spec, int count) {
    Batch batch = Batch.of(spec, count);
    if (isReal(spec)) {
      putImages(batch);
    } else {
      putRandom(batch);
    }
    batch.setRows(count);
    return batch;
  }

  /** Describes the rows of a network. */
  String describe(NetworkSpec spec) {
    if (isReal(spec)) {
      return "MNIST, " + images.size() + " rows";
    }
    return spec.inputWidth() == PIXELS ? "random, 19 % not zero as in MNIST" : "random";
  }

  private boolean isReal(NetworkSpec spec) {
    return !images.isEmpty()
        && spec.inputWidth() == PIXELS
        && spec.loss().isClassification()
        && spec.outputWidth() >= Mnist.CLASSES;
  }

  private void putImages(Batch batch) {
    for (int row = 0; row < batch.capacity(); row++) {
      Mnist.Image image = images.get(row % images.size());
      for (int i = 0; i < PIXELS; i++) {
        batch.features().put(row * PIXELS + i, Byte.toUnsignedInt(image.pixels()[i]) / WHITE);
      }
      batch.targets().put(row, image.digit());
    }
  }

  private static void putRandom(Batch batch) {
    NetworkSpec spec = batch.spec();
    SplittableRandom random = new SplittableRandom(SEED);
    double filled = spec.inputWidth() == PIXELS ? INKED : 1;
    FloatBuffer features = batch.features();
    for (int i = 0; i < features.capacity(); i++) {
      features.put(i, random.nextDouble() < filled ? (float) random.nextDouble() : 0);
    }
    FloatBuffer targets = batch.targets();
    for (int i = 0; i < targets.capacity(); i++) {
      boolean classes = spec.loss().isClassification();
      targets.put(i, classes ? random.nextInt(spec.outputWidth()) : (float) random.nextDouble());
    }
  }
}
