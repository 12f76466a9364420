package dev.ferro.spark.training;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What decides a fit's bits, by name: its settings and its data. How long it goes on, maxIter, tol
 * and patience, is not among them.
 */
record Fingerprint(Map<String, String> values) {
  private static final String HIDDEN = "hidden layers";

  /** The settings' part, which is known before the data are read. */
  static Fingerprint of(TrainingSettings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    OptimizerSpec optimizer = settings.optimizer();
    TrainingSettings.Averaging averaging = settings.averaging();
    values.put("solver", optimizer.rule().name());
    values.put("stepSize", String.valueOf(optimizer.stepSize()));
    values.put("momentum", String.valueOf(optimizer.momentum()));
    values.put("regParam", String.valueOf(optimizer.weightDecay()));
    values.put("batchSize", String.valueOf(settings.batchSize()));
    values.put("standardization", String.valueOf(settings.standardization()));
    values.put("seed", String.valueOf(settings.seed()));
    values.put("engine", settings.engine());
    values.put("numWorkers", String.valueOf(averaging.numWorkers()));
    values.put("syncSteps", String.valueOf(averaging.syncSteps()));
    values.put("outerMomentum", auto(averaging.outerMomentum()));
    values.put("stepScale", auto(averaging.stepScale()));
    values.put("initialModel", String.valueOf(Arrays.hashCode(settings.initial())));
    return new Fingerprint(values);
  }

  /**
   * The same with the widths of the hidden layers, which are settings too.
   *
   * @param widths the hidden ones, in order; empty for none
   */
  Fingerprint withHidden(int... widths) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(
        HIDDEN, Arrays.stream(widths).mapToObj(String::valueOf).collect(Collectors.joining("-")));
    return new Fingerprint(more);
  }

  /** All of it. */
  static Fingerprint of(
      TrainingSettings settings, NetworkSpec spec, Statistics statistics, ReadRows read) {
    Map<String, String> values = new LinkedHashMap<>(of(settings).values());
    values.put("layers", spec.toString());
    values.put("loss", spec.loss().name());
    values.put("rows", String.valueOf(statistics.rows()));
    values.put("held-out rows", String.valueOf(statistics.validationRows()));
    if (read.ordered()) {
      values.put("input partitions", String.valueOf(read.checksums().size()));
      values.put("data", Long.toHexString(statistics.checksum().sequence()));
    } else {
      values.put("data", Long.toHexString(statistics.checksum().contents()));
    }
    return new Fingerprint(values);
  }

  private static String auto(double value) {
    return value == TrainingSettings.Averaging.AUTO ? "auto" : String.valueOf(value);
  }

  /** "batchSize is 64 there and 128 here"; empty where both are the same. */
  List<String> differences(Map<String, String> there) {
    List<String> differences = new ArrayList<>();
    values.forEach(
        (name, here) -> {
          String other = name.equals(HIDDEN) ? hidden(there.get("layers")) : there.get(name);
          if (!here.equals(other)) {
            differences.add(
                name.equals("data")
                    ? "the data are others"
                    : name + " is " + other + " there and " + here + " here");
          }
        });
    return differences;
  }

  /** Of {@code 4-8-8-3} the {@code 8-8}. */
  private static String hidden(String layers) {
    if (layers == null) {
      return null;
    }
    String[] widths = layers.split("-");
    return String.join("-", List.of(widths).subList(1, Math.max(1, widths.length - 1)));
  }
}
