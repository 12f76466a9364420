package dev.ferro.spark.internal.io;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;

/**
 * Loads a model that {@link ModelWriter} saved. Rejects files that are missing, truncated, changed
 * or too new.
 *
 * @param <M> the model
 */
public final class ModelReader<M extends Params> extends StageReader<M> {
  private final Loss loss;
  private final BiFunction<String, TrainedNetwork, M> constructor;

  /**
   * Creates a reader for one kind of model.
   *
   * @param loss the loss that its networks are trained on
   * @param constructor creates a model from a uid and a network
   */
  public ModelReader(Class<M> type, Loss loss, BiFunction<String, TrainedNetwork, M> constructor) {
    super(type, null);
    this.loss = loss;
    this.constructor = constructor;
  }

  @Override
  M make(String uid, SavedFolder folder) {
    TrainedNetwork network = WeightsFolder.read(folder);
    NetworkSpec spec = network.spec();
    if (spec.loss() != loss) {
      throw folder.refuse(
          ModelWriter.WEIGHTS,
          "expected a network for " + loss + ", got one for " + spec.loss(),
          null);
    }
    boolean fits = loss.isClassification() ? spec.outputWidth() > 1 : spec.outputWidth() == 1;
    if (!fits) {
      throw folder.refuse(
          ModelWriter.WEIGHTS,
          "expected "
              + (loss.isClassification() ? "two outputs or more" : "one output")
              + ", got "
              + spec.outputWidth(),
          null);
    }
    return constructor.apply(uid, network);
  }
}
