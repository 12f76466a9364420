package dev.ferro.spark.internal.model;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.RowScorer;
import dev.ferro.spark.internal.rows.FeatureRow;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.spark.ml.linalg.Vector;

/**
 * A network's shape and parameters: everything in a model except its params. Immutable and
 * thread-safe. Two networks with the same shape and parameters are equal.
 */
public final class TrainedNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec spec;
  private final float[] parameters;
  private final Standardization standardization;
  private transient volatile ThreadLocal<OneRow> oneRow;
  private transient int hash;
  private transient Object kept;

  /**
   * A network whose weights hold all standardization.
   *
   * @param parameters in the spec's flat layout. Not copied, so do not change them
   */
  public TrainedNetwork(NetworkSpec spec, float[] parameters) {
    this(spec, parameters, Standardization.NONE);
  }

  /**
   * A network on unscaled values.
   *
   * @param parameters in the spec's flat layout. Not copied, so do not change them
   * @param standardization the part that the weights cannot hold
   */
  public TrainedNetwork(NetworkSpec spec, float[] parameters, Standardization standardization) {
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
    this.standardization = standardization;
  }

  /** The shape. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The parameters themselves, in the spec's flat layout. Do not change them. */
  public float[] parameters() {
    return parameters;
  }

  /** The standardization in double, before and after the network. */
  public Standardization standardization() {
    return standardization;
  }

  /**
   * An object that lives as long as this network does in this JVM, such as its weights on
   * executors.
   *
   * @param usable whether one that was made before still serves
   * @param make makes a new one
   */
  public synchronized <T> T kept(Class<T> type, Predicate<T> usable, Supplier<T> make) {
    if (!type.isInstance(kept) || !usable.test(type.cast(kept))) {
      kept = make.get();
    }
    return type.cast(kept);
  }

  /**
   * Raw scores of one row, in plain Java. Allocates only the result.
   *
   * @param features of the network's input width, finite in float32
   * @return {@code [outputs]}, finite
   * @throws IllegalArgumentException if sums exceed float32
   */
  public double[] scores(Vector features) {
    return oneRow().score(features).clone();
  }

  /**
   * Raw scores of one row, finite or not.
   *
   * @param features {@code [inputs]}
   * @return {@code [outputs]}
   */
  public double[] rawScores(float[] features) {
    return oneRow().score(features).clone();
  }

  /** The decision's result for a row's scores. Allocates nothing. */
  public double predict(Vector features, Decision decision) {
    OneRow row = oneRow();
    double[] raw = row.score(features);
    if (decision.needsProbability()) {
      Decision.softmax(raw, row.probability);
    }
    return decision.prediction(raw, row.probability);
  }

  private OneRow oneRow() {
    ThreadLocal<OneRow> made = oneRow;
    if (made == null) {
      // Two threads may both create one. They are equal.
      RowScorer scorer = new RowScorer(spec, parameters);
      made = ThreadLocal.withInitial(() -> new OneRow(scorer, standardization));
      oneRow = made;
    }
    return made.get();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof TrainedNetwork network
            && spec.equals(network.spec)
            && Arrays.equals(parameters, network.parameters)
            && standardization.equals(network.standardization);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = 31 * (31 * spec.hashCode() + Arrays.hashCode(parameters)) + standardization.hashCode();
    }
    return hash;
  }

  /** One thread's buffers for scoring a row. */
  private static final class OneRow {
    private final RowScorer scorer;
    private final Standardization standardization;
    private final FeatureRow features = new FeatureRow();
    private final float[] dense;
    private final float[][] activations;
    private final double[] raw;
    private final double[] probability;

    OneRow(RowScorer scorer, Standardization standardization) {
      this.scorer = scorer;
      this.standardization = standardization;
      this.dense = new float[scorer.spec().inputWidth()];
      this.activations = scorer.activations();
      this.raw = new double[scorer.spec().outputWidth()];
      this.probability = new double[raw.length];
    }

    double[] score(Vector vector) {
      if (!features.read(vector)) {
        throw new IllegalArgumentException(
            "[predict] expected finite features, got " + features.problem());
      }
      if (features.width() != dense.length) {
        throw new IllegalArgumentException(
            "[predict] expected " + dense.length + " features, got " + features.width());
      }
      standardization.copy(features, dense);
      score(dense);
      if (!InvalidScores.areFinite(raw)) {
        throw InvalidScores.error(raw);
      }
      return raw;
    }

    double[] score(float[] row) {
      float[] scores = scorer.score(row, activations);
      for (int i = 0; i < raw.length; i++) {
        raw[i] = scores[i];
      }
      return raw;
    }
  }
}
