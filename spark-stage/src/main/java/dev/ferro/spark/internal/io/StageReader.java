package dev.ferro.spark.internal.io;

import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/**
 * Loads a stage that {@link StageWriter} saved, or Spark's writer of stages that only have params.
 *
 * @param <S> the stage
 */
public class StageReader<S extends Params> extends MLReader<S> {
  private final Class<S> type;
  private final Function<String, S> constructor;

  /**
   * Creates a reader for one kind of stage.
   *
   * @param constructor creates a stage from a uid
   */
  public StageReader(Class<S> type, Function<String, S> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  /**
   * Loads a stage.
   *
   * @throws IllegalArgumentException if that fails. The message names the file and what is wrong,
   *     or what is there instead
   */
  @Override
  public S load(String path) {
    Location place = Location.of("load", path, sparkSession());
    return SavedFolder.read(place, type.getSimpleName(), this::load);
  }

  private S load(SavedFolder folder) {
    StageMetadata metadata = StageMetadata.read(folder, type);
    S stage = make(metadata.uid(), folder);
    metadata.applyTo(stage);
    return stage;
  }

  /** The stage, with no param set yet. */
  S make(String uid, SavedFolder folder) {
    return constructor.apply(uid);
  }
}
