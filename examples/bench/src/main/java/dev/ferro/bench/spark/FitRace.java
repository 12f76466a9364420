package dev.ferro.bench.spark;

import dev.ferro.bench.measure.FitData;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;

/**
 * Fits of the same rows by all trainers, each with different numbers of iterations. They run round
 * after round, one after the other, so other work on the machine affects all alike.
 */
final class FitRace {
  /** A number of iterations that took longer is not repeated. */
  private static final double PATIENCE_SECONDS = 8;

  /** But the whole fit is repeated, to show its spread. */
  private static final int LEAST_WHOLE_FITS = 2;

  private static final double WARM_UP_SECONDS = 4;

  private final FitData data;
  private final int repeats;

  /**
   * Creates a race.
   *
   * @param repeats how often each number of iterations is trained. Slow fits are repeated less
   *     often
   */
  FitRace(FitData data, int repeats) {
    this.data = data;
    this.repeats = repeats;
  }

  /** Measures. Returns each trainer's points, by rising iterations. */
  List<List<FitPoint>> run(List<Trainer> trainers) {
    List<List<Lane>> lanes = trainers.stream().map(this::lanes).toList();
    trainers.forEach(this::warmUp);
    for (int round = 0; round < repeats; round++) {
      lanes.stream().flatMap(List::stream).forEach(Lane::takeTurn);
    }
    return lanes.stream().map(each -> each.stream().map(Lane::point).toList()).toList();
  }

  private List<Lane> lanes(Trainer trainer) {
    List<Integer> all = trainer.iterations();
    int whole = all.get(all.size() - 1);
    return all.stream().map(n -> new Lane(trainer, n, n == whole)).toList();
  }

  private void warmUp(Trainer trainer) {
    int few = trainer.iterations().get(0);
    long start = System.nanoTime();
    do {
      trainer.fit(data.training(), few);
    } while (secondsSince(start) < WARM_UP_SECONDS);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** A trainer with a number of iterations. */
  private final class Lane {
    private final Trainer trainer;
    private final int iterations;
    private final int least;
    private final List<Double> seconds = new ArrayList<>();
    private double accuracy;

    Lane(Trainer trainer, int iterations, boolean whole) {
      this.trainer = trainer;
      this.iterations = iterations;
      this.least = whole ? LEAST_WHOLE_FITS : 1;
    }

    void takeTurn() {
      if (seconds.size() >= least && seconds.get(0) > PATIENCE_SECONDS) {
        return;
      }
      long start = System.nanoTime();
      Model<?> model = trainer.fit(data.training(), iterations);
      seconds.add(secondsSince(start));
      if (seconds.size() == 1) {
        accuracy =
            new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(model.transform(data.heldOut()));
      }
    }

    FitPoint point() {
      return new FitPoint(trainer.runner(), iterations, List.copyOf(seconds), accuracy);
    }
  }
}
