package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.spark.internal.columns.FeaturesColumn;
import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.columns.NamedColumn;
import dev.ferro.spark.internal.io.ModelReader;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.scoring.OutputSchema;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple3;

/**
 * A trained {@link MLPClassifier}. {@code rawPrediction} holds the scores of the last layer, and
 * {@code probability} their softmax. {@code prediction} is the class with the largest score. If
 * {@code thresholds} are set, it is the class with the largest ratio of probability to threshold.
 */
public final class MLPClassificationModel
    extends ProbabilisticClassificationModel<Vector, MLPClassificationModel>
    // Python's gateway does not find the interfaces that an interface extends, so each is named
    // here.
    implements MLPModel<MLPClassificationModel, MLPClassificationTrainingSummary>,
        MLPParams,
        HasWeightCol,
        HasTrainingSummary<MLPClassificationTrainingSummary>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  // No initializer: it would overwrite the value that uid() sets while super() runs.
  private String uid;
  private final DeclaredParams declared;
  private final TrainedNetwork network;
  private transient MLPClassificationTrainingSummary summary;

  MLPClassificationModel(String uid, TrainedNetwork network) {
    this(PendingUid.set(uid), network);
  }

  private MLPClassificationModel(Void pendingUid, TrainedNetwork network) {
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
  public Option<MLPClassificationTrainingSummary> trainingSummary() {
    return Option.apply(summary);
  }

  @Override
  public void trainingSummary_$eq(Option<MLPClassificationTrainingSummary> value) {
    summary = value.isDefined() ? value.get() : null;
  }

  @Override
  public int numClasses() {
    return network.spec().outputWidth();
  }

  @Override
  public int numFeatures() {
    return network.spec().inputWidth();
  }

  /** Raw scores of one row, in plain Java. */
  @Override
  public Vector predictRaw(Vector features) {
    return Vectors.dense(network.scores(features));
  }

  /** The class of one row, in plain Java. */
  @Override
  public double predict(Vector features) {
    return network.predict(features, decision());
  }

  /** Softmax, in place. */
  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    Decision.softmax(values, values);
    return raw;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    NamedColumn.requireNoNulls(this);
    decision();
    StructType checked =
        super.transformSchema(FeaturesColumn.of(schema, getFeaturesCol()).asVector(schema));
    return OutputSchema.of(
        schema,
        checked,
        OutputColumns.ofClassifier(this).names(),
        !InvalidRows.named(getHandleInvalid()).failScoring());
  }

  /** Appends rawPrediction, probability and prediction, unless their column name is empty. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema(), true);
    return DatasetScoring.transform(
        DatasetScoring.of(this, decision(), getFeaturesCol()),
        dataset,
        schema,
        OutputColumns.ofClassifier(this).outputs());
  }

  private Decision decision() {
    if (!isDefined(thresholds())) {
      return Decision.largest();
    }
    if (getThresholds().length != numClasses()) {
      throw new IllegalArgumentException(
          "[transform] expected "
              + numClasses()
              + " thresholds, one for each class, got "
              + getThresholds().length);
    }
    return Decision.largestOver(getThresholds());
  }

  /**
   * How good the predictions of a dataset are, by Spark's metrics. The dataset needs the columns of
   * {@code labelCol} and, if it is set, {@code weightCol}.
   */
  public MLPClassificationSummary evaluate(Dataset<?> dataset) {
    return new MLPClassificationSummary(Evaluation.of(this, dataset));
  }

  @Override
  public MLPClassificationModel copy(ParamMap extra) {
    MLPClassificationModel copy = copyValues(new MLPClassificationModel(uid(), network), extra);
    copy.summary = summary;
    return copy.setParent(parent());
  }

  /**
   * The form of Spark's models: {@code numLayers} counts all layers, including input and output.
   */
  @Override
  public String toString() {
    return "MLPClassificationModel: uid="
        + uid()
        + ", numLayers="
        + layerWidths().length
        + ", numClasses="
        + numClasses()
        + ", numFeatures="
        + numFeatures();
  }

  // Spark's method has a generic Scala return type that Java sees twice, in two unrelated forms.
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public Tuple3 findSummaryModel() {
    return super.findSummaryModel();
  }

  /** Reads a saved model. */
  public static MLReader<MLPClassificationModel> read() {
    return new ModelReader<>(
        MLPClassificationModel.class, Loss.CROSS_ENTROPY, MLPClassificationModel::new);
  }

  /** Loads a saved model. */
  public static MLPClassificationModel load(String path) {
    return read().load(path);
  }
}
