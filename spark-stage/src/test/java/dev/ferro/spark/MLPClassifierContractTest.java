package dev.ferro.spark;

import java.util.List;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

class MLPClassifierContractTest extends StageContractTest<MLPClassifier, MLPClassificationModel> {
  @Override
  MLPClassifier newEstimator(String uid) {
    return new MLPClassifier(uid);
  }

  @Override
  MLPClassifier loadEstimator(String path) {
    return MLPClassifier.load(path);
  }

  @Override
  MLPClassificationModel loadModel(String path) {
    return MLPClassificationModel.load(path);
  }

  @Override
  Dataset<Row> data(SparkSession spark) {
    return TestData.rings(spark, 200);
  }

  @Override
  Evaluator evaluator() {
    return new MulticlassClassificationEvaluator();
  }

  @Override
  List<String> ownParams() {
    return List.of("probabilityCol=probability", "rawPredictionCol=rawPrediction", "thresholds");
  }

  @Override
  String printed() {
    return "MLPClassificationModel: uid=stage, numLayers=4, numClasses=3, numFeatures=4";
  }
}
