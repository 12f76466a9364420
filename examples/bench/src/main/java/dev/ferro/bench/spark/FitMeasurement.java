package dev.ferro.bench.spark;

import dev.ferro.bench.measure.FitData;

/**
 * A figure in the form that programs read.
 *
 * @param what {@code fit}
 * @param runner {@code ferro} or {@code spark-mlp}
 * @param master where Spark ran
 * @param data {@code mnist} or {@code digits}
 * @param seconds the median of the repeats
 * @param rowsPerSecond rows trained, each iteration counted, per second of the median
 * @param accuracy on the held-out rows, 0 to 1
 * @param secondsBest the shortest repeat
 * @param repeats how many there were
 */
record FitMeasurement(
    String what,
    String runner,
    String master,
    String data,
    double seconds,
    double rowsPerSecond,
    double accuracy,
    double secondsBest,
    int repeats) {
  static FitMeasurement fit(FitPoint whole, FitData data) {
    return new FitMeasurement(
        "fit",
        whole.runner(),
        data.training().sparkSession().sparkContext().master(),
        data.name(),
        whole.median(),
        data.trainingRows() * (double) whole.iterations() / whole.median(),
        whole.accuracy(),
        whole.best(),
        whole.seconds().size());
  }
}
