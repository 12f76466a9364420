package dev.ferro.bench.score;

import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.Standardization;
import dev.ferro.spark.internal.model.TrainedNetwork;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** ONNX Runtime with its Java API in {@code mapPartitions}, the usual way to use it in Spark. */
final class OnnxScorer implements Scorer {
  private final Broadcast<byte[]> model;
  private final boolean classifies;
  private final boolean all;
  private final int batch;

  /**
   * The same network.
   *
   * @param all whether to compute every column, or only the prediction
   * @param batch rows of a call
   */
  OnnxScorer(SparkSession spark, TrainedNetwork network, boolean all, int batch) {
    this.model = new JavaSparkContext(spark.sparkContext()).broadcast(OnnxModel.of(network));
    this.classifies = network.spec().outputWidth() > 1;
    this.all = all;
    this.batch = batch;
  }

  @Override
  public String runner() {
    return "onnxruntime-" + batch;
  }

  @Override
  public Dataset<Row> scored(Dataset<Row> rows) {
    StructType schema = all ? rows.schema() : new StructType();
    if (all) {
      schema =
          schema
              .add("rawPrediction", SQLDataTypes.VectorType(), false)
              .add("probability", SQLDataTypes.VectorType(), false);
    }
    schema = schema.add("prediction", DataTypes.DoubleType, false);
    Dataset<Row> read = all ? rows : rows.select("features");
    int features = read.schema().fieldIndex("features");
    Decision decision = classifies ? Decision.largest() : Decision.number(Standardization.NONE);
    Broadcast<byte[]> bytes = model;
    boolean wantsAll = all;
    int size = batch;
    MapPartitionsFunction<Row, Row> score =
        part -> new OnnxRows(bytes.value(), part, features, decision, wantsAll, size);
    return read.mapPartitions(score, Encoders.row(schema));
  }
}
