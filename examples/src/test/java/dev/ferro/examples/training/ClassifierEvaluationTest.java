package dev.ferro.examples.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.job.SparkOptions;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ClassifierEvaluationTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("prediction", DataTypes.DoubleType, false);

  @Test
  void countsLabelsByPrediction() throws IOException {
    List<Row> rows =
        List.of(
            RowFactory.create(0.0, 0.0),
            RowFactory.create(0.0, 1.0),
            RowFactory.create(1.0, 0.0),
            RowFactory.create(2.0, 2.0));
    try (SparkSession spark = new SparkOptions().open("evaluation")) {
      ClassifierEvaluation evaluation =
          ClassifierEvaluation.of(spark.createDataFrame(rows, SCHEMA));
      assertEquals(4, evaluation.rows());
      assertArrayEquals(
          new int[][] {{1, 1, 0}, {1, 0, 0}, {0, 0, 1}}, evaluation.confusionMatrix());
      assertEquals(0.5, evaluation.accuracy());
      assertTrue(evaluation.toString().endsWith("2    ·    ·    1"), evaluation.toString());
    }
  }
}
