package dev.ferro.bench.overhead;

import dev.ferro.bench.measure.FitData;
import dev.ferro.bench.measure.Median;
import dev.ferro.bench.measure.Repeats;
import dev.ferro.examples.job.TextTable;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.MLPTrainingSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much of the engine's speed is left in a fit of one replica on cached rows. The engine alone
 * trains the same rows on one thread, in order and ready in memory.
 */
final class OverheadBench {
  private static final int[] BATCH_SIZES = {32, 128, 512};

  private static final TextTable TABLE =
      new TextTable()
          .words("batchSize", 11)
          .words("runner", 8)
          .numbers("krows/s", 14, "%.1f")
          .numbers("best", 14, "%.1f")
          .numbers("share", 7, "%.0f%%");

  private final FitData data;
  private final int epochs;
  private final int repeats;

  /**
   * A bench.
   *
   * @param data what is trained
   * @param epochs of each fit
   * @param repeats how often each is measured
   */
  OverheadBench(FitData data, int epochs, int repeats) {
    this.data = data;
    this.epochs = epochs;
    this.repeats = repeats;
  }

  /** Measures, and prints each figure at once. */
  List<OverheadMeasurement> run() {
    System.out.println(TABLE.heading());
    List<OverheadMeasurement> measurements = new ArrayList<>();
    EngineAlone engine = new EngineAlone(data.network(), data.training());
    for (int batchSize : BATCH_SIZES) {
      measurements.addAll(measure(engine, batchSize));
    }
    return measurements;
  }

  private List<OverheadMeasurement> measure(EngineAlone engine, int batchSize) {
    List<Double> alone = new ArrayList<>();
    List<Double> training = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (int repeat = -1; repeat < repeats; repeat++) {
      double seconds = engine.seconds(batchSize, epochs);
      MLPTrainingSummary summary = fit(batchSize);
      if (repeat >= 0) {
        alone.add(seconds);
        training.add(summary.rows() * (double) epochs / summary.rowsPerSecond());
        whole.add(summary.fitSeconds());
      }
    }
    List<OverheadMeasurement> measurements =
        List.of(
            measurement("engine", batchSize, alone, engine.rows()),
            measurement("training", batchSize, training, engine.rows()),
            measurement("fit", batchSize, whole, engine.rows()));
    double most = measurements.get(0).repeats().rowsPerSecond();
    measurements.forEach(each -> print(each, most));
    return measurements;
  }

  private MLPTrainingSummary fit(int batchSize) {
    return new MLPClassifier()
        .setLayers(data.layers())
        .setBatchSize(batchSize)
        .setStepSize(EngineAlone.OPTIMIZER.stepSize())
        .setStandardization(false)
        .setMaxIter(epochs)
        .setPatience(epochs)
        .setNumWorkers(1)
        .fit(data.training())
        .summary();
  }

  private OverheadMeasurement measurement(
      String runner, int batchSize, List<Double> seconds, int rowsOfEpoch) {
    return new OverheadMeasurement(
        "train",
        runner,
        data.training().sparkSession().sparkContext().master(),
        data.name(),
        batchSize,
        new Repeats(
            Median.of(seconds),
            rowsOfEpoch * (double) epochs / Median.of(seconds),
            Collections.min(seconds),
            seconds.size()));
  }

  private static void print(OverheadMeasurement measured, double most) {
    System.out.println(
        TABLE.line(
            measured.batchSize(),
            measured.runner(),
            measured.repeats().rowsPerSecond() / 1e3,
            measured.repeats().rowsPerSecond()
                / 1e3
                * measured.repeats().seconds()
                / measured.repeats().secondsBest(),
            100 * measured.repeats().rowsPerSecond() / most));
  }
}
