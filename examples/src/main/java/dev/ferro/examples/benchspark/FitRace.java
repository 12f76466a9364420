package dev.ferro.examples.benchspark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;

/** Fits of the same rows by all trainers, each after different numbers of iterations. */
final class FitRace {
  /** Once a number of iterations has taken so long, it is not repeated. */
  private static final double PATIENCE_SECONDS = 8;

  /** But the whole fit is, for its spread to be seen. */
  private static final int LEAST_WHOLE_FITS = 2;

  private final BenchData data;
  private final int repeats;

  /**
   * A race.
   *
   * @param repeats how often each number of iterations is trained; less often where that takes long
   */
  FitRace(BenchData data, int repeats) {
    this.data = data;
    this.repeats = repeats;
  }

  /** Warms up once, then measures; gives a point for each number of iterations. */
  List<FitPoint> run(Trainer trainer) {
    List<Integer> iterations = trainer.iterations();
    trainer.fit(data.training(), iterations.get(0));
    return iterations.stream()
        .map(n -> point(trainer, n, n.equals(iterations.get(iterations.size() - 1))))
        .toList();
  }

  private FitPoint point(Trainer trainer, int iterations, boolean whole) {
    List<Double> seconds = new ArrayList<>();
    Model<?> model = null;
    double all = 0;
    while (goesOn(seconds.size(), all, whole)) {
      long start = System.nanoTime();
      model = trainer.fit(data.training(), iterations);
      seconds.add((System.nanoTime() - start) / 1e9);
      all += seconds.get(seconds.size() - 1);
    }
    return new FitPoint(trainer.runner(), iterations, List.copyOf(seconds), accuracy(model));
  }

  private boolean goesOn(int done, double seconds, boolean whole) {
    int least = whole ? Math.min(LEAST_WHOLE_FITS, repeats) : 1;
    return done < least || done < repeats && seconds < PATIENCE_SECONDS;
  }

  private double accuracy(Model<?> model) {
    return new MulticlassClassificationEvaluator()
        .setMetricName("accuracy")
        .evaluate(model.transform(data.heldOut()));
  }
}
