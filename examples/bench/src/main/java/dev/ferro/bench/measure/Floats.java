package dev.ferro.bench.measure;

import org.apache.spark.ml.linalg.Vector;

/** Spark's doubles as the engines' floats. */
public final class Floats {
  private Floats() {}

  /** The values of a vector, in float32. */
  public static float[] of(Vector vector) {
    float[] floats = new float[vector.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) vector.apply(i);
    }
    return floats;
  }
}
