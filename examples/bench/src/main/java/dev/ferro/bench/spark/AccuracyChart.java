package dev.ferro.bench.spark;

import dev.ferro.bench.chart.Axis;
import dev.ferro.bench.chart.Plot;
import dev.ferro.examples.job.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;

/** Held-out accuracy over the time of the fit, a line for each runner. */
final class AccuracyChart {
  private static final List<String> COLOURS = List.of("#c2410c", "#1e3a8a", "#64748b");

  private AccuracyChart() {}

  /**
   * Writes the chart.
   *
   * @param runs the points of each runner
   */
  static void write(Path file, String title, List<List<FitPoint>> runs) {
    List<FitPoint> all = runs.stream().flatMap(List::stream).toList();
    double[] seconds = all.stream().mapToDouble(FitPoint::median).toArray();
    DoubleStream accuracies = all.stream().mapToDouble(FitPoint::accuracy);
    Plot plot =
        new Plot(
            title,
            Axis.powersOfTen("seconds of the fit, on " + Machine.describe(), seconds),
            Axis.covering("held-out accuracy", accuracies.toArray()));
    for (int i = 0; i < runs.size(); i++) {
      List<FitPoint> run = runs.get(i);
      plot.series(
          run.get(0).runner(),
          COLOURS.get(i % COLOURS.size()),
          run.stream().mapToDouble(FitPoint::median).toArray(),
          run.stream().mapToDouble(FitPoint::accuracy).toArray());
    }
    plot.write(file);
  }
}
