package dev.ferro.bench.score;

import dev.ferro.examples.job.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Points as lines of text, with a conclusion. */
final class ScoreTable {
  private static final TextTable TABLE =
      new TextTable()
          .words("score", 17)
          .numbers("s, median", 10, "%.3f")
          .numbers("s, best", 10, "%.3f")
          .numbers("repeats", 7, "%d")
          .numbers("krows/s, core", 14, "%.1f")
          .numbers("µs a row", 10, "%.2f");

  private ScoreTable() {}

  /** The points of one table, and a conclusion. */
  static String of(List<ScorePoint> points, long rows, int cores) {
    StringBuilder text = new StringBuilder(TABLE.heading()).append('\n');
    for (ScorePoint point : points) {
      double perCore = rows / point.median() / cores;
      text.append(
              TABLE.line(
                  point.runner(),
                  point.median(),
                  point.best(),
                  point.seconds().size(),
                  perCore / 1e3,
                  1e6 / perCore))
          .append('\n');
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
