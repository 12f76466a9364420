package dev.ferro.spark.internal.checkpoint;

import dev.ferro.spark.internal.settings.TrainingSettings;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings that decide a fit's bits, by name. These are all components of {@link
 * TrainingSettings} and of the records in it, except those listed here. So a new setting cannot be
 * forgotten.
 */
final class SettingValues {
  /**
   * What may differ when a fit is resumed: how long it runs, and where its checkpoints are. Rows
   * that skipInvalid drops change the data's checksum.
   */
  static final Set<String> MAY_CHANGE =
      Set.of(
          "data.skipInvalid",
          "stopping.maxIter",
          "stopping.tol",
          "stopping.patience",
          "checkpoints.folder",
          "checkpoints.interval");

  /** Names in checkpoints that are not the component's own. */
  private static final Map<String, String> NAMES =
      Map.of("step.optimizer.rule", "solver", "step.optimizer.weightDecay", "regParam");

  /** The values in checkpoints that were written before the setting had a name in them. */
  static final Map<String, String> BEFORE =
      Map.of("beta1", "0.9", "beta2", "0.999", "epsilon", "1.0E-8");

  private SettingValues() {}

  /** Each setting's name and value. */
  static Map<String, String> of(TrainingSettings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    collect("", settings, values);
    return values;
  }

  private static void collect(String prefix, Record settings, Map<String, String> values) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String path = prefix + component.getName();
      Object value = value(settings, component);
      if (MAY_CHANGE.contains(path)) {
        continue;
      }
      if (value instanceof Record inner) {
        collect(path + ".", inner, values);
      } else if (values.put(name(path, component), text(path, value)) != null) {
        throw new IllegalStateException("two settings are called " + component.getName());
      }
    }
  }

  private static String name(String path, RecordComponent component) {
    return NAMES.getOrDefault(path, component.getName());
  }

  private static Object value(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read the setting " + component.getName(), e);
    }
  }

  /** In the form that checkpoints have had from the start. */
  private static String text(String path, Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Double number && number == TrainingSettings.Averaging.AUTO) {
      return "auto";
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalStateException("no text is known for the setting " + path + ": " + value);
  }
}
