package dev.ferro.bench.spark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ferro.bench.measure.FitData;
import dev.ferro.bench.measure.Repeats;

/**
 * A figure in the form that programs read.
 *
 * @param what {@code fit}
 * @param runner {@code ferro} or {@code spark-mlp}
 * @param master where Spark ran
 * @param data {@code mnist} or {@code digits}
 * @param repeats how long it took; its rows count once an iteration
 * @param accuracy on the held-out rows, 0 to 1
 */
record FitMeasurement(
    String what,
    String runner,
    String master,
    String data,
    @JsonUnwrapped Repeats repeats,
    double accuracy) {
  static FitMeasurement fit(FitPoint whole, FitData data) {
    return new FitMeasurement(
        "fit",
        whole.runner(),
        data.training().sparkSession().sparkContext().master(),
        data.name(),
        new Repeats(
            whole.median(),
            data.trainingRows() * (double) whole.iterations() / whole.median(),
            whole.best(),
            whole.seconds().size()),
        whole.accuracy());
  }
}
