package dev.ferro.bench.spark;

import java.util.List;
import java.util.stream.DoubleStream;

/** The iterations after which to evaluate a fit. */
final class EvaluationPoints {
  private EvaluationPoints() {}

  /**
   * Different numbers of iterations, rising, each at least 1.
   *
   * @param all iterations of the whole fit
   * @param shares shares of the whole fit, ending with 1
   */
  static List<Integer> at(int all, double... shares) {
    return DoubleStream.of(shares)
        .mapToObj(share -> Math.max(1, (int) Math.round(share * all)))
        .distinct()
        .toList();
  }
}
