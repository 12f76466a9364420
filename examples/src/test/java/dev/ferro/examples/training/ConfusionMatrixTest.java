package dev.ferro.examples.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  @Test
  void countsLabelsByPrediction() {
    List<Row> rows =
        List.of(
            RowFactory.create(0.0, 0.0), RowFactory.create(0.0, 1.0), RowFactory.create(2.0, 2.0));
    ConfusionMatrix matrix = ConfusionMatrix.of(rows, 3);
    assertArrayEquals(new int[][] {{1, 1, 0}, {0, 0, 0}, {0, 0, 1}}, matrix.counts());
    assertEquals(2 / 3.0, matrix.accuracy());
    assertTrue(matrix.toString().endsWith("2    ·    ·    1"), matrix.toString());
  }
}
