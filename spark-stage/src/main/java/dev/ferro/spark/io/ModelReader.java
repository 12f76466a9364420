package dev.ferro.spark.io;

import dev.ferro.spark.scoring.TrainedNetwork;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Loads what {@link ModelWriter} saved, and refuses what is missing, cut short, altered or newer.
 *
 * @param <M> the model
 */
public final class ModelReader<M extends Params> extends MLReader<M> {
  private final Class<M> type;
  private final BiFunction<String, TrainedNetwork, M> constructor;

  /**
   * A reader of one kind of model.
   *
   * @param constructor makes a model of a uid and a network
   */
  public ModelReader(Class<M> type, BiFunction<String, TrainedNetwork, M> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  /**
   * Loads a model.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  @Override
  public M load(String path) {
    DefaultParamsReader.Metadata metadata = metadata(path);
    TrainedNetwork network = WeightsFolder.read(path, type.getSimpleName(), sparkSession());
    try {
      M model = constructor.apply(metadata.uid(), network);
      metadata.getAndSetParams(model, Option.empty());
      return model;
    } catch (IllegalArgumentException e) {
      throw refuse(new Path(path, "metadata"), e.getMessage(), e);
    }
  }

  private DefaultParamsReader.Metadata metadata(String path) {
    try {
      return DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    } catch (Exception e) {
      // Spark throws checked exceptions here that its Scala signature does not tell Java of.
      throw refuse(new Path(path, "metadata"), String.valueOf(e.getMessage()), e);
    }
  }

  private IllegalArgumentException refuse(Path file, String cause, Throwable e) {
    return new IllegalArgumentException(
        "[load] expected a saved " + type.getSimpleName() + ", got " + file + ": " + cause, e);
  }
}
