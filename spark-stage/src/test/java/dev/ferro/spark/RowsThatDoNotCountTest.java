package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Training depends on rows that count in it, not on where others lie or what they weigh. */
class RowsThatDoNotCountTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final String LAST = "id >= 200";

  private static Dataset<Row> data(double far, double label) {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 200; id++) {
      double x = random.nextGaussian();
      rows.add(TestData.row(id, x > 0 ? 1.0 : 0.0, 1.0, 1e-12 * x, 1));
    }
    rows.add(TestData.row(200, label, 0.0, far, 1));
    rows.add(TestData.row(201, label, 0.0, -far, 1));
    return SUITE.spark().createDataFrame(rows, TestData.SCHEMA).coalesce(1).cache();
  }

  private static void assertLearned(double[] losses, double most) {
    assertTrue(losses[losses.length - 1] < most, losses[losses.length - 1] + " is too much");
  }

  @Test
  void rowsOfWeight0MayLieAnywhere() {
    for (double far : new double[] {0, 1e30, 3e38}) {
      MLPClassifier classifier = new MLPClassifier().setEngine("java").setHiddenDim(8);
      classifier.setMaxIter(20).setBatchSize(16).setStepSize(0.02).setWeightCol("weight");
      assertLearned(classifier.fit(data(far, 1)).summary().lossHistory(), 0.1);
      MLPRegressor regressor = new MLPRegressor().setEngine("java").setHiddenDim(8);
      regressor.setMaxIter(20).setBatchSize(16).setStepSize(0.02).setWeightCol("weight");
      assertLearned(regressor.fit(data(far, 1e300)).summary().lossHistory(), 0.2);
    }
  }

  @Test
  void heldOutRowsMayWeighAnything() {
    Dataset<Row> data = data(0, 1);
    for (double[] weights : new double[][] {{1e-37, 1e37}, {1e37, 1e-37}, {1, 3e38}}) {
      Dataset<Row> weighted =
          data.withColumn("held", functions.expr("id % 5 = 0"))
              .withColumn(
                  "weight",
                  functions
                      .when(functions.expr(LAST), 0.0)
                      .when(functions.col("held"), weights[1])
                      .otherwise(weights[0]));
      MLPClassifier classifier = new MLPClassifier().setEngine("java").setHiddenDim(8);
      classifier.setMaxIter(20).setBatchSize(16).setStepSize(0.02).setWeightCol("weight");
      MLPTrainingSummary summary =
          classifier.setValidationIndicatorCol("held").fit(weighted).summary();
      assertLearned(summary.lossHistory(), 0.15);
      assertLearned(summary.validationLossHistory(), 0.15);
    }
  }
}
