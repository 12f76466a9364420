package dev.ferro.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.job.JobException;
import dev.ferro.examples.job.SparkOptions;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BundledDataTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = new SparkOptions().open("bundled-data");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void digitsAreWhole() {
    List<Row> rows = Digits.read(spark, Digits.lines()).collectAsList();
    int[] counts = new int[Digits.CLASSES];
    rows.forEach(row -> counts[(int) row.getDouble(0)]++);
    assertEquals(1797, rows.size());
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    for (Row row : rows) {
      Vector features = row.getAs("features");
      assertEquals(64, features.size());
      for (double pixel : features.toArray()) {
        assertTrue(pixel >= 0 && pixel <= 16 && pixel == Math.rint(pixel));
      }
    }
  }

  @Test
  void diabetesIsWhole() {
    List<Row> rows = Diabetes.read(spark, Diabetes.lines()).collectAsList();
    assertEquals(442, rows.size());
    rows.forEach(row -> assertEquals(10, row.<Vector>getAs("features").size()));
    assertArrayEquals(
        new double[] {59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87},
        rows.get(0).<Vector>getAs("features").toArray());
    double mean = rows.stream().mapToDouble(row -> row.getDouble(0)).average().orElseThrow();
    assertEquals(152.1335, mean, 1e-4);
  }

  @Test
  void aTableThatIsMissingIsNamed() {
    String message =
        assertThrows(JobException.class, () -> TrainingRows.lines("none.csv.gz")).getMessage();
    assertTrue(message.contains("none.csv.gz"), message);
  }
}
