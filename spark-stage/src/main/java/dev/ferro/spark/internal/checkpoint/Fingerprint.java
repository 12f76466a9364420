package dev.ferro.spark.internal.checkpoint;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.preparation.FirstPass;
import dev.ferro.spark.internal.preparation.Statistics;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that decides a fit's bits, by name: its settings ({@link SettingValues}) and its data.
 */
public record Fingerprint(Map<String, String> values) {
  /**
   * The settings' part, which is known before the data are read.
   *
   * @param initial the network to start from, or null
   * @param least the network's shape, as far as the settings determine it
   */
  public static Fingerprint of(
      TrainingSettings settings, TrainedNetwork initial, NetworkSpec least) {
    Map<String, String> values = new LinkedHashMap<>();
    int[] widths = least.widths();
    values.put("hidden layers", widths(Arrays.copyOfRange(widths, 1, widths.length - 1)));
    values.put("loss", least.loss().name());
    least
        .loss()
        .parameter()
        .ifPresent(
            number -> values.put("loss " + number.name(), String.valueOf(least.lossParameter())));
    values.putAll(SettingValues.of(settings));
    values.put("initialModel", String.valueOf(initial == null ? 0 : initial.hashCode()));
    return new Fingerprint(values);
  }

  private static String widths(int[] widths) {
    return Arrays.stream(widths).mapToObj(String::valueOf).collect(Collectors.joining("-"));
  }

  /** The same, extended by the data's part. */
  public Fingerprint with(NetworkSpec spec, FirstPass read) {
    Statistics statistics = read.statistics();
    Map<String, String> values = new LinkedHashMap<>(this.values);
    values.put("layers", spec.allWidths());
    values.put("rows", String.valueOf(statistics.rows()));
    values.put("held-out rows", String.valueOf(statistics.validationRows()));
    if (read.ordered()) {
      values.put("input partitions", String.valueOf(read.partitions()));
      values.put("data", Long.toHexString(statistics.checksum().sequence()));
    } else {
      values.put("data", Long.toHexString(statistics.checksum().contents()));
    }
    return new Fingerprint(values);
  }

  /** "batchSize is 64 there and 128 here". Empty if both are the same. */
  List<String> differences(Map<String, String> there) {
    List<String> differences = new ArrayList<>();
    values.forEach(
        (name, here) -> {
          String other = there.getOrDefault(name, SettingValues.BEFORE.get(name));
          if (!here.equals(other)) {
            differences.add(difference(name, other, here));
          }
        });
    return differences;
  }

  private static String difference(String name, String there, String here) {
    if (name.equals("data")) {
      return "the data are others";
    }
    return there == null
        ? name + " is " + here + " here and not recorded there"
        : name + " is " + there + " there and " + here + " here";
  }
}
