package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.spark.internal.columns.FeaturesColumn;
import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.columns.NamedColumn;
import dev.ferro.spark.internal.io.ModelReader;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.scoring.OutputSchema;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** A trained {@link MLPRegressor}. {@code prediction} holds the network's output. */
public final class MLPRegressionModel extends RegressionModel<Vector, MLPRegressionModel>
    // Python's gateway does not find the interfaces that an interface extends, so each is named
    // here.
    implements MLPModel<MLPRegressionModel, MLPRegressionTrainingSummary>,
        MLPParams,
        HasWeightCol,
        HasTrainingSummary<MLPRegressionTrainingSummary>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  // No initializer: it would overwrite the value that uid() sets while super() runs.
  private String uid;
  private final DeclaredParams declared;
  private final TrainedNetwork network;
  private transient MLPRegressionTrainingSummary summary;

  MLPRegressionModel(String uid, TrainedNetwork network) {
    this(PendingUid.set(uid), network);
  }

  private MLPRegressionModel(Void pendingUid, TrainedNetwork network) {
    this.declared = new DeclaredParams(this);
    this.network = network;
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
  public TrainedNetwork network() {
    return network;
  }

  @Override
  public Option<MLPRegressionTrainingSummary> trainingSummary() {
    return Option.apply(summary);
  }

  @Override
  public void trainingSummary_$eq(Option<MLPRegressionTrainingSummary> value) {
    summary = value.isDefined() ? value.get() : null;
  }

  @Override
  public int numFeatures() {
    return network.spec().inputWidth();
  }

  /** The output for one row, in plain Java. */
  @Override
  public double predict(Vector features) {
    return network.predict(features, decision());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    NamedColumn.requireNoNulls(this);
    StructType checked =
        super.transformSchema(FeaturesColumn.of(schema, getFeaturesCol()).asVector(schema));
    return OutputSchema.of(
        schema,
        checked,
        OutputColumns.ofRegressor(this).names(),
        !InvalidRows.named(getHandleInvalid()).failScoring());
  }

  /** Appends prediction, unless its column name is empty. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema(), true);
    return DatasetScoring.transform(
        DatasetScoring.of(this, decision(), getFeaturesCol()),
        dataset,
        schema,
        OutputColumns.ofRegressor(this).outputs());
  }

  private Decision decision() {
    return Decision.number(network.standardization());
  }

  /**
   * How good the predictions of a dataset are, by Spark's metrics. The dataset needs the columns of
   * {@code labelCol} and, if it is set, {@code weightCol}.
   */
  public MLPRegressionSummary evaluate(Dataset<?> dataset) {
    return new MLPRegressionSummary(Evaluation.of(this, dataset));
  }

  @Override
  public MLPRegressionModel copy(ParamMap extra) {
    MLPRegressionModel copy = copyValues(new MLPRegressionModel(uid(), network), extra);
    copy.summary = summary;
    return copy.setParent(parent());
  }

  /**
   * The form of Spark's models: {@code numLayers} counts all layers, including input and output.
   */
  @Override
  public String toString() {
    return "MLPRegressionModel: uid="
        + uid()
        + ", numLayers="
        + layerWidths().length
        + ", numFeatures="
        + numFeatures();
  }

  /** Reads a saved model. */
  public static MLReader<MLPRegressionModel> read() {
    return new ModelReader<>(MLPRegressionModel.class, Loss.SQUARED_ERROR, MLPRegressionModel::new);
  }

  /** Loads a saved model. */
  public static MLPRegressionModel load(String path) {
    return read().load(path);
  }
}
