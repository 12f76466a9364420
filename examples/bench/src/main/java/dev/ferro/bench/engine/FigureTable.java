package dev.ferro.bench.engine;

import dev.ferro.examples.job.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Figures as a table that grows line by line, with a line for each cell. For each runner it has the
 * median, the best and the share of the core's peak. It also has how many times as fast the first
 * runner's median is.
 *
 * @param runners ids, Ferro's first
 */
record FigureTable(List<String> runners) {
  /** Two lines above the figures. */
  String heading() {
    TextTable names = new TextTable().words("rows/s", 8).words("", 19).numbers("", 5, "%s");
    runners.forEach(runner -> names.words("  " + runner, isFirst(runner) ? 20 : 27));
    return names.heading() + "\n" + columns().heading();
  }

  private TextTable columns() {
    TextTable table = new TextTable().words("", 8).words("shape", 19).numbers("batch", 5, "%d");
    for (String runner : runners) {
      table.numbers("median", 8, "%s").numbers("best", 6, "%s").numbers("peak", 4, "%s");
      if (!isFirst(runner)) {
        table.numbers(runners.get(0) + "/", 6, "%.2f");
      }
    }
    return table;
  }

  /**
   * The line of one cell.
   *
   * @param figures figures of the measured runners, in any order
   */
  String line(Cell cell, List<Figure> figures) {
    List<Object> values = new ArrayList<>(List.of(cell.phase().title(), cell.spec(), cell.batch()));
    Optional<Figure> first = of(runners.get(0), figures);
    for (String runner : runners) {
      Optional<Figure> figure = of(runner, figures);
      values.add(figure.map(f -> rate(f.rowsPerSecond())).orElse(null));
      values.add(figure.map(f -> rate(f.speed().rowsPerSecondBest())).orElse(null));
      values.add(figure.map(Figure::shareOfPeak).map(FigureTable::percent).orElse(null));
      if (!isFirst(runner)) {
        values.add(first.flatMap(f -> figure.map(other -> ratio(f, other))).orElse(null));
      }
    }
    return columns().line(values.toArray());
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

  private static double ratio(Figure one, Figure other) {
    return one.rowsPerSecond() / other.rowsPerSecond();
  }
}
