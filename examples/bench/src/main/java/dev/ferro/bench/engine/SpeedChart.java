package dev.ferro.bench.engine;

import dev.ferro.bench.chart.Axis;
import dev.ferro.bench.chart.Bars;
import dev.ferro.examples.job.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;

/** One network's figures as a bar chart. */
final class SpeedChart {
  private SpeedChart() {}

  /**
   * Writes the chart.
   *
   * @param figures of any networks
   * @param shape the network to draw
   */
  static void write(Path file, List<Figure> figures, String shape) {
    List<Figure> drawn = figures.stream().filter(figure -> figure.shape().equals(shape)).toList();
    DoubleStream rates = drawn.stream().mapToDouble(figure -> figure.rowsPerSecond() / 1000);
    Axis axis =
        Axis.covering(
            "thousand rows per second of one core",
            DoubleStream.concat(DoubleStream.of(0), rates).toArray());
    Bars bars =
        new Bars(
            shape + " on " + Machine.describe(),
            axis,
            drawn.stream().map(SpeedChart::group).distinct().toList(),
            drawn.stream().map(Figure::runner).distinct().toList());
    for (Figure figure : drawn) {
      bars.bar(group(figure), figure.runner(), figure.rowsPerSecond() / 1000);
    }
    bars.write(file);
  }

  private static String group(Figure figure) {
    return figure.what() + " " + figure.batch();
  }
}
