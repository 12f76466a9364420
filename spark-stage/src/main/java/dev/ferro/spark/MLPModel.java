package dev.ferro.spark;

import dev.ferro.spark.internal.io.ModelWriter;
import dev.ferro.spark.internal.model.TrainedNetwork;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/**
 * The part that both models share: a trained network, the settings for scoring, saving, and the
 * summary of the training. A model holds no native memory. Each task that scores opens an engine.
 *
 * @param <M> the model
 * @param <S> the summary of its training
 */
public interface MLPModel<M extends MLPModel<M, S>, S extends MLPTrainingSummary>
    extends MLPParams, MLWritable, HasTrainingSummary<S> {
  /** The shape and the parameters, on unscaled values. */
  TrainedNetwork network();

  /** Widths of all layers, input and output included. */
  default int[] layerWidths() {
    return network().spec().widths();
  }

  /** All parameters: for each layer its weight {@code [out, in]}, row-major, then its bias. */
  default Vector weights() {
    float[] parameters = network().parameters();
    double[] wide = new double[parameters.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = parameters[i];
    }
    return Vectors.dense(wide);
  }

  // Generated from DeclaredParams: see CONTRIBUTING.md, "Adding a param".
  /**
   * Sets {@link #batchSize}. Rows of one optimizer step of one replica, and of one engine call when
   * scoring. 1 or more; default 128.
   */
  default M setBatchSize(int value) {
    return with(batchSize(), value);
  }

  /**
   * Sets {@link #handleInvalid}. What happens to rows with null, NaN or infinite values: error
   * fails, skip drops them, keep gives them a null prediction (and fails in training). One of
   * error, skip, keep; default error.
   */
  default M setHandleInvalid(String value) {
    return with(handleInvalid(), value);
  }

  /**
   * Sets {@link #engine}. What computes on each node: auto takes the best engine there, fastest
   * takes the winner of a short race, an id takes that engine. Auto, fastest or an engine's id;
   * default auto.
   */
  default M setEngine(String value) {
    return with(engine(), value);
  }

  // End of the generated part.

  @SuppressWarnings("unchecked")
  private <T> M with(Param<T> param, Object value) {
    set((Param<Object>) param, value);
    return (M) this;
  }

  /** Saves the model: see {@link ModelWriter}. */
  @Override
  default MLWriter write() {
    return new ModelWriter(this, network());
  }
}
