package dev.ferro.bench.score;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Points as lines of text, and what they come to. */
final class ScoreTable {
  private static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-17s %10s %10s %7s %14s %10s",
          "score",
          "s, median",
          "s, best",
          "repeats",
          "krows/s, core",
          "µs a row");

  private ScoreTable() {}

  /** The points of one table, and a verdict. */
  static String of(List<ScorePoint> points, long rows, int cores) {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    for (ScorePoint point : points) {
      double perCore = rows / point.median() / cores;
      text.append(
          String.format(
              Locale.ROOT,
              "%-17s %10.3f %10.3f %7d %14.1f %10.2f%n",
              point.runner(),
              point.median(),
              point.best(),
              point.seconds().size(),
              perCore / 1e3,
              1e6 / perCore));
    }
    return text.append(verdict(points)).toString();
  }

  private static String verdict(List<ScorePoint> points) {
    Map<String, ScorePoint> by =
        points.stream().collect(Collectors.toMap(ScorePoint::runner, Function.identity()));
    if (!by.containsKey("ferro")) {
      return "";
    }
    double ferro = by.get("ferro").median();
    StringBuilder text = new StringBuilder("ferro:");
    for (ScorePoint point : points) {
      if (!List.of("ferro", "scan", "engine").contains(point.runner())) {
        double times = point.median() / ferro;
        text.append(String.format(Locale.ROOT, " %.2f times %s;", times, point.runner()));
      }
    }
    if (by.containsKey("scan") && by.containsKey("engine")) {
      double both = by.get("scan").median() + by.get("engine").median();
      double share = 100 * (ferro / both - 1);
      text.append(String.format(Locale.ROOT, " %+.0f %% on top of scan and engine", share));
    }
    return text.append('\n').toString();
  }
}
