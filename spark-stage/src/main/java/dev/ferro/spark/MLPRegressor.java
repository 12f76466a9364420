package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.spark.internal.fit.TrainingResult;
import dev.ferro.spark.internal.io.StageReader;
import dev.ferro.spark.internal.io.StageWriter;
import dev.ferro.spark.internal.scoring.OutputSchema;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Multi-layer perceptron regressor: Linear layers with ReLU between them. It minimises weighted
 * squared error, with the best engine of each executor.
 *
 * <p>Features are a Vector (dense or sparse) or an array of numbers. The label is any finite
 * number. It computes in float32.
 */
public final class MLPRegressor extends Regressor<Vector, MLPRegressor, MLPRegressionModel>
    // Python's gateway does not find the interfaces that an interface extends, so each is named
    // here.
    implements MLPSetters<MLPRegressor>, MLPParams, HasWeightCol, MLWritable {
  private static final long serialVersionUID = 1L;

  // No initializer: it would overwrite the value that uid() sets while super() runs.
  private String uid;
  private final DeclaredParams declared;

  /** Creates a regressor with a new uid. */
  public MLPRegressor() {
    this(PendingUid.random("mlpr"));
  }

  /** Creates a regressor with the given uid. */
  public MLPRegressor(String uid) {
    this(PendingUid.set(uid));
  }

  private MLPRegressor(Void pendingUid) {
    declared = new DeclaredParams(this);
  }

  @Override
  public String uid() {
    if (uid == null) {
      uid = PendingUid.take();
    }
    return uid;
  }

  @Override
  public DeclaredParams declared() {
    return declared;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StructType checked = super.transformSchema(NetworkFitter.checked(this, schema));
    return OutputSchema.of(schema, checked, OutputColumns.ofRegressor(this).names(), false);
  }

  /**
   * Checks the columns and trains a model. Spark's own method would only accept top-level label
   * columns.
   */
  @Override
  public MLPRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    return copyValues(train(dataset).setParent(this), ParamMap.empty());
  }

  /**
   * Trains a model. {@link #fit} calls this.
   *
   * @throws IllegalArgumentException if the data cannot be trained on
   * @throws ArithmeticException if training diverges
   */
  @Override
  public MLPRegressionModel train(Dataset<?> dataset) {
    TrainingResult result =
        NetworkFitter.run(
            this,
            dataset,
            Loss.SQUARED_ERROR,
            1,
            data -> NetworkFitter.shape(this, Loss.SQUARED_ERROR, data.width(), 1));
    MLPRegressionModel model = new MLPRegressionModel(uid(), result.network());
    // The caller may change the model's params. The summary keeps those of the fit.
    MLPRegressionModel fitted =
        copyValues(new MLPRegressionModel(uid(), result.network()), ParamMap.empty());
    Dataset<?> trained = Evaluation.trainedRows(this, dataset);
    model.setSummary(
        Option.apply(new MLPRegressionTrainingSummary(result, () -> fitted.evaluate(trained))));
    return model;
  }

  @Override
  public MLPRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Saves the params: see {@link StageWriter}. */
  @Override
  public MLWriter write() {
    return new StageWriter(this);
  }

  /** Reads a saved regressor. */
  public static MLReader<MLPRegressor> read() {
    return new StageReader<>(MLPRegressor.class, MLPRegressor::new);
  }

  /** Loads a saved regressor. */
  public static MLPRegressor load(String path) {
    return read().load(path);
  }
}
