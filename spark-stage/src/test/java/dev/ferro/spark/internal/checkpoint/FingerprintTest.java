package dev.ferro.spark.internal.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A checkpoint is of another fit where any setting differs that decides the result. */
class FingerprintTest {
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          new TrainingSettings.Step(
              OptimizerSpec.of(OptimizerSpec.Rule.ADAMW, 0.01).withWeightDecay(0.001), 32),
          new TrainingSettings.Data(true, false, 0.2),
          5,
          "java",
          new TrainingSettings.Stopping(9, 1e-4, 10),
          new TrainingSettings.Averaging(2, 2, 0.5, TrainingSettings.Averaging.AUTO),
          new TrainingSettings.Checkpointing("folder", 2));

  private static Map<String, String> values(TrainingSettings settings) {
    return Fingerprint.of(settings, null, NetworkSpec.of(Loss.CROSS_ENTROPY, 4, 3, 3)).values();
  }

  @Test
  void itsTextIsThatOfEarlierCheckpoints() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("hidden layers", "3");
    expected.put("loss", "CROSS_ENTROPY");
    expected.put("solver", "ADAMW");
    expected.put("stepSize", "0.01");
    expected.put("momentum", "0.9");
    expected.put("regParam", "0.001");
    expected.put("batchSize", "32");
    expected.put("standardization", "true");
    expected.put("seed", "5");
    expected.put("engine", "java");
    expected.put("numWorkers", "2");
    expected.put("syncSteps", "2");
    expected.put("outerMomentum", "0.5");
    expected.put("stepScale", "auto");
    expected.put("validationFraction", "0.2");
    expected.put("initialModel", "0");
    Fingerprint here = new Fingerprint(values(SETTINGS));
    assertEquals(List.of(), here.differences(expected));
    expected.putAll(SettingValues.BEFORE);
    assertEquals(expected, here.values());
  }

  @Test
  void everySettingCountsUnlessItIsListed() throws ReflectiveOperationException {
    Map<String, String> before = values(SETTINGS);
    List<String> unseen = new ArrayList<>();
    for (String path : paths("", SETTINGS)) {
      TrainingSettings other = (TrainingSettings) changed(SETTINGS, path);
      assertNotEquals(SETTINGS, other, path);
      if (values(other).equals(before)) {
        unseen.add(path);
      }
    }
    assertEquals(new TreeSet<>(SettingValues.MAY_CHANGE), new TreeSet<>(unseen));
  }

  @Test
  void aSettingThatACheckpointDoesNotRecordIsNamed() {
    Map<String, String> there = new LinkedHashMap<>(values(SETTINGS));
    there.remove("syncSteps");
    assertEquals(
        List.of("syncSteps is 2 here and not recorded there"),
        new Fingerprint(values(SETTINGS)).differences(there));
    there.put("syncSteps", "4");
    assertEquals(
        List.of("syncSteps is 4 there and 2 here"),
        new Fingerprint(values(SETTINGS)).differences(there));
  }

  /** The settings and those of the records in them: {@code stopping.tol}. */
  private static List<String> paths(String prefix, Record settings)
      throws ReflectiveOperationException {
    List<String> paths = new ArrayList<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(settings);
      String path = prefix + component.getName();
      if (value instanceof Record inner) {
        paths.addAll(paths(path + ".", inner));
      } else {
        paths.add(path);
      }
    }
    return paths;
  }

  /** The same settings with another value at one path. */
  private static Record changed(Record settings, String path) throws ReflectiveOperationException {
    String[] names = path.split("\\.", 2);
    RecordComponent[] components = settings.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    boolean isFound = false;
    for (int i = 0; i < components.length; i++) {
      values[i] = components[i].getAccessor().invoke(settings);
      if (components[i].getName().equals(names[0])) {
        isFound = true;
        values[i] = names.length > 1 ? changed((Record) values[i], names[1]) : other(values[i]);
      }
    }
    assertTrue(isFound, path);
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return settings.getClass().getDeclaredConstructor(types).newInstance(values);
  }

  private static Object other(Object value) {
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Long number) {
      return number + 1;
    }
    if (value instanceof Float) {
      return 0.25f;
    }
    if (value instanceof Double) {
      return 0.25;
    }
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof Enum<?> constant) {
      Object[] all = constant.getDeclaringClass().getEnumConstants();
      return all[(constant.ordinal() + 1) % all.length];
    }
    return value + " and more";
  }
}
