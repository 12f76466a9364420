package dev.ferro.bench.overhead;

import dev.ferro.bench.measure.Median;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.MLPTrainingSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much of the engine's speed is left in a fit of one worker on cached rows. The engine alone
 * trains the same rows on one thread, in order and ready in memory.
 */
public final class OverheadBench {
  private static final int[] BATCH_SIZES = {32, 128, 512};

  private final String data;
  private final Dataset<Row> rows;
  private final int[] layers;
  private final int epochs;
  private final int repeats;

  /**
   * A bench.
   *
   * @param data its name
   * @param rows cached, with columns {@code label} and {@code features}
   * @param layers of the network that trains
   * @param epochs of each fit
   * @param repeats how often each is measured
   */
  public OverheadBench(String data, Dataset<Row> rows, int[] layers, int epochs, int repeats) {
    this.data = data;
    this.rows = rows;
    this.layers = layers;
    this.epochs = epochs;
    this.repeats = repeats;
  }

  /** Measures, and prints as it goes. */
  public List<OverheadMeasurement> run() {
    System.out.printf(
        Locale.ROOT,
        "%-11s %-8s %14s %14s %7s%n",
        "batchSize",
        "runner",
        "krows/s",
        "best",
        "share");
    List<OverheadMeasurement> measurements = new ArrayList<>();
    EngineAlone engine = new EngineAlone(NetworkSpec.of(Loss.CROSS_ENTROPY, layers), rows);
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
    double most = measurements.get(0).rowsPerSecond();
    measurements.forEach(each -> print(each, most));
    return measurements;
  }

  private MLPTrainingSummary fit(int batchSize) {
    return new MLPClassifier()
        .setLayers(layers)
        .setBatchSize(batchSize)
        .setStepSize(EngineAlone.OPTIMIZER.stepSize())
        .setStandardization(false)
        .setMaxIter(epochs)
        .setPatience(epochs)
        .setNumWorkers(1)
        .fit(rows)
        .summary();
  }

  private OverheadMeasurement measurement(
      String runner, int batchSize, List<Double> seconds, int rowsOfEpoch) {
    return new OverheadMeasurement(
        "train",
        runner,
        rows.sparkSession().sparkContext().master(),
        data,
        batchSize,
        Median.of(seconds),
        rowsOfEpoch * (double) epochs / Median.of(seconds),
        Collections.min(seconds),
        seconds.size());
  }

  private static void print(OverheadMeasurement measured, double most) {
    System.out.printf(
        Locale.ROOT,
        "%-11d %-8s %14.1f %14.1f %6.0f%%%n",
        measured.batchSize(),
        measured.runner(),
        measured.rowsPerSecond() / 1e3,
        measured.rowsPerSecond() / 1e3 * measured.seconds() / measured.secondsBest(),
        100 * measured.rowsPerSecond() / most);
  }
}
