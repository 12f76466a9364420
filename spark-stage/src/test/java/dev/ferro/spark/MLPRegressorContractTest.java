package dev.ferro.spark;

import java.util.List;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

class MLPRegressorContractTest extends StageContractTest<MLPRegressor, MLPRegressionModel> {
  @Override
  MLPRegressor newEstimator(String uid) {
    return new MLPRegressor(uid);
  }

  @Override
  MLPRegressor loadEstimator(String path) {
    return MLPRegressor.load(path);
  }

  @Override
  MLPRegressionModel loadModel(String path) {
    return MLPRegressionModel.load(path);
  }

  @Override
  Dataset<Row> data(SparkSession spark) {
    return TestData.waves(spark, 200);
  }

  @Override
  Evaluator evaluator() {
    return new RegressionEvaluator();
  }

  @Override
  List<String> ownParams() {
    return List.of();
  }

  @Override
  String printed() {
    return "MLPRegressionModel: uid=stage, numLayers=4, numFeatures=3";
  }
}
