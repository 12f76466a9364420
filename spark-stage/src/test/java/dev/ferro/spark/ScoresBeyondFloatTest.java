package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose scores are not finite numbers get no answer. */
class ScoresBeyondFloatTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final double HUGE = 3e38;

  /** One layer whose weights are all 2, or for a regressor two layers of them. */
  private static TrainedNetwork network(Loss loss, int... widths) {
    NetworkSpec spec = NetworkSpec.of(loss, widths);
    float[] parameters = new float[spec.parameterCount()];
    Arrays.fill(parameters, 2);
    return new TrainedNetwork(spec, parameters);
  }

  private static MLPClassificationModel classifier() {
    return new MLPClassificationModel("mlpc", network(Loss.CROSS_ENTROPY, 2, 3));
  }

  private static MLPRegressionModel regressor() {
    return new MLPRegressionModel("mlpr", network(Loss.SQUARED_ERROR, 2, 2, 1));
  }

  /** The second of three rows is beyond float32. */
  private static Dataset<Row> rows() {
    return TestData.of(
            SUITE.spark(),
            TestData.row(0, 0.0, 1.0, 1, 2),
            TestData.row(1, 0.0, 1.0, HUGE, HUGE),
            TestData.row(2, 0.0, 1.0, 3, 4))
        .coalesce(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "auto"})
  void failTheJobThatRefusesInvalidRows(String engine) {
    for (Dataset<Row> scored :
        List.of(
            classifier().setEngine(engine).transform(rows()).select("probability"),
            classifier().setEngine(engine).transform(rows()).select("prediction"),
            regressor().setEngine(engine).transform(rows()).select("prediction"))) {
      String message = assertThrows(SparkException.class, scored::collectAsList).getMessage();
      assertTrue(
          message.matches(
              "(?s).*\\[transform\\] expected finite scores, got (NaN|Infinity) at index 0"
                  + " \\(row 1.*"),
          message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep", "skip"})
  void areNullOtherwise(String handleInvalid) {
    List<Row> kept =
        classifier()
            .setHandleInvalid(handleInvalid)
            .transform(rows())
            .orderBy("id")
            .collectAsList();
    assertEquals(3, kept.size());
    for (Row row : kept) {
      for (String column : List.of("rawPrediction", "probability", "prediction")) {
        assertEquals(row.getLong(0) == 1, row.isNullAt(row.fieldIndex(column)), column);
      }
    }
    assertEquals(
        1,
        regressor()
            .setHandleInvalid(handleInvalid)
            .transform(rows())
            .where("prediction is null")
            .count());
  }

  @Test
  void unusedScoresFailNothing() {
    assertEquals(3, classifier().transform(rows()).select("id").collectAsList().size());
  }

  @Test
  void singleRowsAreRefused() {
    Vector huge = Vectors.dense(HUGE, HUGE);
    MLPClassificationModel model = classifier();
    for (String message :
        List.of(
            message(() -> model.predict(huge)),
            message(() -> model.predictRaw(huge)),
            message(() -> model.predictProbability(huge)),
            message(() -> regressor().predict(huge)))) {
      assertTrue(
          message.matches("\\[predict\\] expected finite scores, got (NaN|Infinity) at index 0 .*"),
          message);
    }
    assertTrue(Double.isFinite(regressor().predict(Vectors.dense(1e30, -1e30))));
    assertFalse(Double.isNaN(model.predict(Vectors.dense(1e30, 1e30))));
  }

  private static String message(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "auto"})
  void hiddenSumsThatCancelAreNoticed(String engine) {
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 2, 1, 1);
    // Both products are beyond float32; their sum is not a number, or infinite.
    float[] parameters = {3e38f, -3e38f, 0, 1, 0};
    MLPRegressionModel model =
        new MLPRegressionModel("mlpr", new TrainedNetwork(spec, parameters)).setEngine(engine);
    Dataset<Row> rows = TestData.of(SUITE.spark(), TestData.row(0, 0.0, 1.0, 1e10, 1e10));
    assertThrows(
        SparkException.class, () -> model.transform(rows).select("prediction").collectAsList());
  }
}
