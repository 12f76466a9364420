package dev.ferro.bench.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Figures as a table that grows line by line: a line for each cell; for each runner the median, the
 * best and the share of the core's peak, and how many times as fast the first runner's median is.
 *
 * @param runners ids, ours first
 */
record FigureTable(List<String> runners) {
  private static final String LEFT = "%-8s %-19s %5s";
  private static final String FIRST = "   %6s %6s %4s";
  private static final String OTHER = FIRST + " %6s";
  private static final String NONE = "-";

  /** Two lines above the figures. */
  String heading() {
    StringBuilder names = new StringBuilder(String.format(Locale.ROOT, LEFT, "rows/s", "", ""));
    StringBuilder columns =
        new StringBuilder(String.format(Locale.ROOT, LEFT, "", "shape", "batch"));
    for (String runner : runners) {
      String format = isFirst(runner) ? FIRST : OTHER;
      columns.append(
          String.format(Locale.ROOT, format, "median", "best", "peak", runners.get(0) + "/"));
      names.append(String.format(Locale.ROOT, "   %-" + (isFirst(runner) ? 18 : 25) + "s", runner));
    }
    return names.toString().stripTrailing() + "\n" + columns;
  }

  /**
   * One cell.
   *
   * @param figures of the runners that were measured, in any order
   */
  String line(Cell cell, List<Figure> figures) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, LEFT, cell.what().title(), cell.spec(), cell.batch()));
    Optional<Figure> first = of(runners.get(0), figures);
    for (String runner : runners) {
      Optional<Figure> figure = of(runner, figures);
      line.append(
          String.format(
              Locale.ROOT,
              isFirst(runner) ? FIRST : OTHER,
              figure.map(f -> rate(f.rowsPerSecond())).orElse(NONE),
              figure.map(f -> rate(f.rowsPerSecondBest())).orElse(NONE),
              figure.map(Figure::shareOfPeak).map(FigureTable::percent).orElse(NONE),
              first.flatMap(f -> figure.map(other -> ratio(f, other))).orElse(NONE)));
    }
    return line.toString();
  }

  private boolean isFirst(String runner) {
    return runner.equals(runners.get(0));
  }

  private static Optional<Figure> of(String runner, List<Figure> figures) {
    return figures.stream().filter(figure -> figure.runner().equals(runner)).findFirst();
  }

  /** Three digits: {@code 3.02M}, {@code 171k}, {@code 1.75k}. */
  static String rate(double rowsPerSecond) {
    boolean millions = rowsPerSecond >= 999_500;
    double value = rowsPerSecond / (millions ? 1e6 : 1e3);
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f%s", value, millions ? "M" : "k");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String ratio(Figure one, Figure other) {
    return String.format(Locale.ROOT, "%.2f", one.rowsPerSecond() / other.rowsPerSecond());
  }
}
