package dev.ferro.bench.chart;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis.
 *
 * @param label what it shows, with the unit
 * @param from its lower end, a tick
 * @param to its upper end, a tick
 * @param scale how values lie along it
 * @param ticks positions of lines and numbers, from the lower end to the upper
 */
public record Axis(String label, double from, double to, Scale scale, double... ticks) {
  private static final int INTERVALS = 6;

  /** How values lie along an axis. */
  public enum Scale {
    /** Equal differences, equal distances. */
    LINEAR,
    /** Equal factors, equal distances. */
    LOGARITHMIC;

    double at(double value) {
      return switch (this) {
        case LINEAR -> value;
        case LOGARITHMIC -> Math.log(value);
      };
    }
  }

  /** A linear axis over a range of values, widened to round numbers, with about six intervals. */
  public static Axis covering(String label, double... values) {
    DoubleSummaryStatistics range = DoubleStream.of(values).summaryStatistics();
    double spread = range.getMax() > range.getMin() ? range.getMax() - range.getMin() : 1;
    double step = roundUp(spread / INTERVALS);
    double from = Math.floor(range.getMin() / step) * step;
    double to = Math.max(Math.ceil(range.getMax() / step) * step, from + step);
    int intervals = (int) Math.round((to - from) / step);
    double[] ticks =
        IntStream.rangeClosed(0, intervals).mapToDouble(i -> from + i * step).toArray();
    return new Axis(label, from, to, Scale.LINEAR, ticks);
  }

  /**
   * A logarithmic axis over a range of values, widened to powers of ten, each a tick.
   *
   * @param values above 0
   */
  public static Axis powersOfTen(String label, double... values) {
    DoubleSummaryStatistics range = DoubleStream.of(values).summaryStatistics();
    int first = (int) Math.floor(Math.log10(range.getMin()));
    int last = Math.max((int) Math.ceil(Math.log10(range.getMax())), first + 1);
    double[] ticks =
        IntStream.rangeClosed(first, last).mapToDouble(power -> Math.pow(10, power)).toArray();
    return new Axis(label, ticks[0], ticks[ticks.length - 1], Scale.LOGARITHMIC, ticks);
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

  /** How far along the axis a value lies: 0 at its lower end, 1 at its upper. */
  double share(double value) {
    return (scale.at(value) - scale.at(from)) / (scale.at(to) - scale.at(from));
  }
}
