package dev.ferro.examples.data;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;

/**
 * 442 patients: ten measurements, and how far their diabetes had progressed a year later (Efron,
 * Hastie, Johnstone and Tibshirani, "Least Angle Regression", 2004).
 */
public final class Diabetes {
  private Diabetes() {}

  /** All rows, in file order. */
  public static List<LabeledRow> load() {
    List<double[]> features = CsvResource.read("diabetes_data_raw.csv.gz");
    List<double[]> targets = CsvResource.read("diabetes_target.csv.gz");
    return IntStream.range(0, features.size())
        .mapToObj(i -> new LabeledRow(targets.get(i)[0], Vectors.dense(features.get(i))))
        .toList();
  }
}
