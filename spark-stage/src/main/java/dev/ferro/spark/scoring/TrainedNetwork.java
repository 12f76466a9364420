package dev.ferro.spark.scoring;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.RowScorer;
import dev.ferro.spark.rows.FeatureRow;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/** A network's shape and parameters: what a model is, beside its params. Immutable, thread-safe. */
public final class TrainedNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec spec;
  private final float[] parameters;
  private transient volatile RowScorer scorer;

  /**
   * A network on unscaled values.
   *
   * @param parameters in the spec's flat layout; not copied, not to be changed
   */
  public TrainedNetwork(NetworkSpec spec, float[] parameters) {
    if (parameters.length != spec.parameterCount()) {
      throw new IllegalArgumentException(
          "[model] expected "
              + spec.parameterCount()
              + " parameters for "
              + spec
              + ", got "
              + parameters.length);
    }
    this.spec = spec;
    this.parameters = parameters;
  }

  /** The shape. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The parameters themselves, in the spec's flat layout; not to be changed. */
  public float[] parameters() {
    return parameters;
  }

  /**
   * Raw scores of one row, in plain Java.
   *
   * @param features of the network's input width, finite in float32
   * @return {@code [outputs]}
   */
  public double[] scores(Vector features) {
    FeatureRow row = new FeatureRow();
    if (!row.read(features)) {
      throw new IllegalArgumentException(
          "[predict] expected finite features, got " + row.problem());
    }
    if (row.width() != spec.inputWidth()) {
      throw new IllegalArgumentException(
          "[predict] expected " + spec.inputWidth() + " features, got " + row.width());
    }
    float[] dense = new float[row.width()];
    row.copyTo(dense);
    float[] scores = scorer().score(dense);
    double[] wide = new double[scores.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = scores[i];
    }
    return wide;
  }

  private RowScorer scorer() {
    RowScorer made = scorer;
    if (made == null) {
      // Two threads may both make one; they are the same.
      made = new RowScorer(spec, parameters);
      scorer = made;
    }
    return made;
  }
}
