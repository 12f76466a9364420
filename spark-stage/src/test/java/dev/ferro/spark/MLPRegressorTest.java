package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MLPRegressorTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static MLPRegressor regressor() {
    return new MLPRegressor()
        .setEngine("java")
        .setHiddenDim(32)
        .setBatchSize(32)
        .setStepSize(0.01)
        .setMaxIter(40)
        .setSeed(1);
  }

  @Test
  void learnsACurveOnTheLabelsOwnScale() {
    Dataset<Row> data = TestData.waves(SUITE.spark(), 600);
    MLPRegressionModel model = regressor().fit(data);
    Dataset<Row> scored = model.transform(data);
    assertTrue(new RegressionEvaluator().setMetricName("r2").evaluate(scored) > 0.95);
    for (Row row : scored.limit(50).collectAsList()) {
      Vector features = row.getAs("features");
      assertEquals(row.<Double>getAs("prediction"), model.predict(features), 0.05);
    }
    assertArrayEquals(new int[] {3, 32, 32, 1}, model.layerWidths());
  }

  @Test
  void aConstantLabelIsPredicted() {
    Dataset<Row> data = TestData.waves(SUITE.spark(), 200).withColumn("label", lit(-7.5));
    MLPRegressionModel model = regressor().fit(data);
    assertEquals(-7.5, model.predict(data.first().getAs("features")), 0.5);
  }

  @Test
  void weightsCount() {
    Dataset<Row> data =
        TestData.waves(SUITE.spark(), 300)
            .withColumn("label", col("id").mod(2).cast("double"))
            .withColumn("weight", when(col("id").mod(2).equalTo(1), 0.0).otherwise(1.0));
    MLPRegressionModel model = regressor().setWeightCol("weight").fit(data);
    assertTrue(Math.abs(model.predict(data.first().getAs("features"))) < 0.1);
  }
}
