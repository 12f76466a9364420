package dev.ferro.bench.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores one table by all runners in turn, again and again. */
final class ScoreRace {
  /** A runner that took longer is not repeated. */
  private static final double PATIENCE_SECONDS = 30;

  private ScoreRace() {}

  /** Each runner warms up once, then they take turns. */
  static List<ScorePoint> run(List<Scorer> scorers, Dataset<Row> rows, int repeats) {
    Map<Scorer, List<Double>> seconds = new LinkedHashMap<>();
    for (Scorer scorer : scorers) {
      seconds.put(scorer, new ArrayList<>());
      scorer.run(rows);
    }
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (Scorer scorer : scorers) {
        List<Double> taken = seconds.get(scorer);
        if (taken.stream().mapToDouble(Double::doubleValue).sum() < PATIENCE_SECONDS) {
          long start = System.nanoTime();
          scorer.run(rows);
          taken.add((System.nanoTime() - start) / 1e9);
        }
      }
    }
    return scorers.stream()
        .map(scorer -> new ScorePoint(scorer.runner(), List.copyOf(seconds.get(scorer))))
        .toList();
  }
}
