package dev.ferro.bench.spark;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Points as lines of text, and what they come to. */
final class FitTable {
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-10s %10s %10s %10s %7s %9s",
          "fit",
          "iterations",
          "s, median",
          "s, best",
          "repeats",
          "accuracy");

  private FitTable() {}

  /** One point. */
  static String line(FitPoint point) {
    return String.format(
        Locale.ROOT,
        "%-10s %10d %10.3f %10.3f %7d %9.4f",
        point.runner(),
        point.iterations(),
        point.median(),
        point.best(),
        point.seconds().size(),
        point.accuracy());
  }

  /**
   * How much sooner one is as good as another ends.
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
