package dev.ferro.examples.data;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * 442 patients: ten measurements, and how far their diabetes had progressed a year later (Efron,
 * Hastie, Johnstone and Tibshirani, "Least Angle Regression", 2004).
 */
public final class Diabetes {
  private static final int MEASUREMENTS = 10;

  private Diabetes() {}

  /** All patients as text: the measurements of one, then the progression. */
  public static List<String> lines() {
    List<String> measured = TrainingRows.lines("diabetes_data_raw.csv.gz");
    List<String> progression = TrainingRows.lines("diabetes_target.csv.gz");
    return IntStream.range(0, measured.size())
        .mapToObj(i -> measured.get(i) + " " + progression.get(i))
        .toList();
  }

  /** Patients with columns {@code label} and {@code features}. */
  public static Dataset<Row> read(SparkSession spark, List<String> lines) {
    return TrainingRows.read(spark, lines, " ", MEASUREMENTS);
  }
}
