package dev.ferro.bench.spark;

import dev.ferro.examples.job.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Points as lines of text, with a conclusion. */
final class FitTable {
  private static final TextTable TABLE =
      new TextTable()
          .words("fit", 10)
          .numbers("iterations", 10, "%d")
          .numbers("s, median", 10, "%.3f")
          .numbers("s, best", 10, "%.3f")
          .numbers("repeats", 7, "%d")
          .numbers("accuracy", 9, "%.4f");

  private FitTable() {}

  /** The line above the points. */
  static String heading() {
    return TABLE.heading();
  }

  /** One point. */
  static String line(FitPoint point) {
    return TABLE.line(
        point.runner(),
        point.iterations(),
        point.median(),
        point.best(),
        point.seconds().size(),
        point.accuracy());
  }

  /**
   * How much sooner one runner reaches the final accuracy of another.
   *
   * @param ours points of one runner, by rising iterations
   * @param other whole fit of the other
   */
  static String verdict(List<FitPoint> ours, FitPoint other) {
    String runner = ours.get(0).runner();
    Optional<FitPoint> asGood =
        ours.stream().filter(point -> point.accuracy() >= other.accuracy()).findFirst();
    return asGood
        .map(
            point ->
                String.format(
                    Locale.ROOT,
                    "%s reaches %.4f in %.3f s; %s ends at %.4f after %.3f s: %.1f times as fast",
                    runner,
                    point.accuracy(),
                    point.median(),
                    other.runner(),
                    other.accuracy(),
                    other.median(),
                    other.median() / point.median()))
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "%s does not reach the %.4f of %s",
                    runner,
                    other.accuracy(),
                    other.runner()));
  }
}
