package dev.ferro.examples.chart;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A linear axis.
 *
 * @param label what it shows, with the unit
 * @param from its lower end, a tick
 * @param to its upper end, a tick
 * @param step between ticks
 */
public record Axis(String label, double from, double to, double step) {
  private static final int INTERVALS = 6;

  /** An axis over a range of values, widened to round numbers; about six intervals. */
  public static Axis covering(String label, double... values) {
    DoubleSummaryStatistics range = DoubleStream.of(values).summaryStatistics();
    double spread = range.getMax() > range.getMin() ? range.getMax() - range.getMin() : 1;
    double step = roundUp(spread / INTERVALS);
    double from = Math.floor(range.getMin() / step) * step;
    return new Axis(
        label, from, Math.max(Math.ceil(range.getMax() / step) * step, from + step), step);
  }

  /** The next of 1, 2, 5, 10, 20, 50, … */
  private static double roundUp(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(n -> n * unit)
        .filter(n -> n >= value)
        .findFirst()
        .orElse(10 * unit);
  }

  /** Where lines and numbers go. */
  double[] ticks() {
    int intervals = (int) Math.round((to - from) / step);
    return IntStream.rangeClosed(0, intervals).mapToDouble(i -> from + i * step).toArray();
  }

  /** How far along the axis a value lies: 0 at its lower end, 1 at its upper. */
  double share(double value) {
    return (value - from) / (to - from);
  }
}
