package dev.ferro.spark;

import dev.ferro.engine.Loss;
import dev.ferro.spark.internal.fit.TrainingResult;
import dev.ferro.spark.internal.io.StageReader;
import dev.ferro.spark.internal.io.StageWriter;
import dev.ferro.spark.internal.scoring.OutputSchema;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Multi-layer perceptron classifier: Linear layers with ReLU between them. It minimises weighted
 * softmax cross-entropy, with the best engine of each executor.
 *
 * <p>Features are a Vector (dense or sparse) or an array of numbers. Labels are 0, 1, 2, … for two
 * classes or more. It computes in float32.
 */
public final class MLPClassifier
    extends ProbabilisticClassifier<Vector, MLPClassifier, MLPClassificationModel>
    // Python's gateway does not find the interfaces that an interface extends, so each is named
    // here.
    implements MLPSetters<MLPClassifier>, MLPParams, HasWeightCol, MLWritable {
  private static final long serialVersionUID = 1L;

  // No initializer: it would overwrite the value that uid() sets while super() runs.
  private String uid;
  private final DeclaredParams declared;

  /** Creates a classifier with a new uid. */
  public MLPClassifier() {
    this(PendingUid.random("mlpc"));
  }

  /** Creates a classifier with the given uid. */
  public MLPClassifier(String uid) {
    this(PendingUid.set(uid));
  }

  private MLPClassifier(Void pendingUid) {
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
    return OutputSchema.of(schema, checked, OutputColumns.ofClassifier(this).names(), false);
  }

  /**
   * Checks the columns and trains a model. Spark's own method would only accept top-level label
   * columns.
   */
  @Override
  public MLPClassificationModel fit(Dataset<?> dataset) {
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
  public MLPClassificationModel train(Dataset<?> dataset) {
    StructField label = NetworkFitter.label(this, dataset.schema()).field();
    TrainingResult result =
        NetworkFitter.run(
            this,
            dataset,
            Loss.CROSS_ENTROPY,
            ClassCount.declared(this, label),
            data ->
                NetworkFitter.shape(
                    this, Loss.CROSS_ENTROPY, data.width(), ClassCount.of(this, label, data)));
    MLPClassificationModel model = new MLPClassificationModel(uid(), result.network());
    // The caller may change the model's params. The summary keeps those of the fit.
    MLPClassificationModel fitted =
        copyValues(new MLPClassificationModel(uid(), result.network()), ParamMap.empty());
    Dataset<?> trained = Evaluation.trainedRows(this, dataset);
    model.setSummary(
        Option.apply(new MLPClassificationTrainingSummary(result, () -> fitted.evaluate(trained))));
    return model;
  }

  @Override
  public MLPClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Saves the params: see {@link StageWriter}. */
  @Override
  public MLWriter write() {
    return new StageWriter(this);
  }

  /** Reads a saved classifier. */
  public static MLReader<MLPClassifier> read() {
    return new StageReader<>(MLPClassifier.class, MLPClassifier::new);
  }

  /** Loads a saved classifier. */
  public static MLPClassifier load(String path) {
    return read().load(path);
  }
}
