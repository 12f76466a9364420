package dev.ferro.bench.engine;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How far rounds are from their median, over all cells of a runner. */
final class Spread {
  private Spread() {}

  /** A readable line: {@code cpu -3 % to +1 %, jax -12 % to +9 %}. */
  static String of(List<Figure> figures, List<String> runners) {
    return runners.stream()
        .filter(runner -> figures.stream().anyMatch(figure -> figure.runner().equals(runner)))
        .map(runner -> of(runner, figures.stream().filter(f -> f.runner().equals(runner)).toList()))
        .collect(Collectors.joining(", "));
  }

  private static String of(String runner, List<Figure> figures) {
    return String.format(
        Locale.ROOT,
        "%s -%.0f %% to +%.0f %%",
        runner,
        largest(
            figures, figure -> 1 - figure.speed().rowsPerSecondWorst() / figure.rowsPerSecond()),
        largest(
            figures, figure -> figure.speed().rowsPerSecondBest() / figure.rowsPerSecond() - 1));
  }

  private static double largest(List<Figure> figures, ToDoubleFunction<Figure> share) {
    return 100 * figures.stream().mapToDouble(share).max().orElseThrow();
  }
}
