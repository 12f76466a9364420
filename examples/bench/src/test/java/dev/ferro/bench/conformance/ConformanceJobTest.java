package dev.ferro.bench.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.examples.Ran;
import dev.ferro.spark.internal.io.Safetensors;
import dev.ferro.spark.internal.io.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceJobTest {
  @TempDir private Path folder;

  static Stream<String> usableEngines() {
    return Engines.all().stream()
        .filter(engine -> engine.unusableReason().isEmpty())
        .map(Engine::id);
  }

  @ParameterizedTest
  @MethodSource("usableEngines")
  void everyUsableEnginePassesTheBundledCases(String engine) throws IOException {
    Path json = folder.resolve("figures/conformance.json");
    Ran ran = Ran.job("conformance", "--engine", engine, "--json", json);
    assertEquals(0, ran.code(), ran.out() + ran.err());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertTrue(figures.get("passed").asBoolean());
    assertEquals(5, figures.get("results").size());
    for (JsonNode result : figures.get("results")) {
      assertEquals(engine, result.get("engine").asText());
      assertEquals(8, result.get("deviations").size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logits",
        "loss",
        "g.layers.1.bias",
        "sgd.layers.0.weight",
        "momentum.layers.1.weight",
        "nesterov.layers.0.bias",
        "adam.layers.1.bias",
        "adamw.layers.0.weight"
      })
  void anAlteredCaseFails(String tensor) throws IOException {
    Safetensors tiny = bundled("tiny");
    float[] values = tiny.tensors().get(tensor).values();
    values[values.length - 1] += 1e-3f * largest(values);
    write("altered", tiny);
    assertEquals(1, check().code());
  }

  @Test
  void notANumberFails() throws IOException {
    Safetensors tiny = bundled("tiny");
    tiny.tensors().get("logits").values()[3] = Float.NaN;
    write("altered", tiny);
    write("good", bundled("tiny"));
    Ran ran = check();
    assertEquals(1, ran.code());
    assertTrue(ran.out().contains("largest error NaN (altered, java)"), ran.out());
  }

  @Test
  void aCaseMayHoldItsTensorsInAnyOrderAndFewOptimizers() throws IOException {
    Safetensors multi = bundled("multi");
    List<String> names = new ArrayList<>(multi.tensors().keySet());
    names.removeIf(name -> name.startsWith("adam.") || name.startsWith("sgd."));
    Collections.reverse(names);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    names.forEach(name -> tensors.put(name, multi.tensors().get(name)));
    String settings =
        multi
            .metadata()
            .get("case")
            .replaceAll("\"sgd\": \\{[^}]*}, ", "")
            .replaceAll("\"adam\": \\{[^}]*}, ", "");
    write("reversed", new Safetensors(tensors, Map.of("case", settings)));
    Ran ran = check();
    assertEquals(0, ran.code(), ran.out() + ran.err());
    assertFalse(ran.out().contains("sgd"), ran.out());
    assertTrue(ran.out().contains("nesterov"), ran.out());
  }

  @Test
  void targetsOfOneOutputMayBeFlat() throws IOException {
    Safetensors regress = bundled("regress");
    regress.tensors().put("y", Tensor.of(regress.tensors().get("y").values(), 50));
    write("flat", regress);
    assertEquals(0, check().code());
  }

  @Test
  void malformedCasesAreNamedAndTheOthersChecked() throws IOException {
    write("good", bundled("tiny"));
    Safetensors missing = bundled("tiny");
    missing.tensors().remove("p0.layers.1.bias");
    write("missing", missing);
    Files.write(folder.resolve("text.safetensors"), "no tensors in here".getBytes());
    Files.write(folder.resolve("empty.safetensors"), new byte[0]);
    Ran ran = check();
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("'p0.layers.1.bias'"), ran.err());
    for (String name : List.of("missing", "text", "empty")) {
      assertTrue(ran.err().contains(folder.resolve(name + ".safetensors").toString()), ran.err());
    }
    assertTrue(ran.out().contains("good"), ran.out());
    assertTrue(ran.out().contains("3 could not be checked"), ran.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"batch\": 3->\"batch\": 0",
        "\"loss\": \"cross_entropy\"->\"loss\": \"hinge\"",
        "\"num_layers\": 1->\"num_layers\": 2",
        "\"rows\": 11->\"rows\": 12",
        "\"sgd\":->\"rmsprop\":",
        "\"bias_correction\": true->\"bias_correction\": false",
        "\"learning_rate\": 0.1->\"learning_rate\": \"high\"",
        "\"nesterov\": true->\"dampening\": 0.5",
        "{\"seed\"->{seed"
      })
  void settingsThatCannotBeHonouredAreRefused(String change) throws IOException {
    Safetensors tiny = bundled("tiny");
    String[] fromTo = change.split("->");
    String settings = tiny.metadata().get("case").replace(fromTo[0], fromTo[1]);
    write("changed", new Safetensors(tiny.tensors(), Map.of("case", settings)));
    Ran ran = check();
    assertEquals(1, ran.code(), ran.out());
    assertTrue(ran.err().contains("changed.safetensors"), ran.err());
  }

  @Test
  void nothingToCheckIsAFailure() {
    Ran ran = check();
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("expected cases"), ran.err());
  }

  private Ran check() {
    return Ran.job("conformance", "--engine", "java", "--cases", folder);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private void write(String name, Safetensors file) throws IOException {
    Files.write(folder.resolve(name + ".safetensors"), file.encode());
  }

  private static Safetensors bundled(String name) throws IOException {
    try (InputStream in =
        ConformanceJobTest.class.getResourceAsStream("/golden/" + name + ".safetensors")) {
      return Safetensors.decode(in.readAllBytes());
    }
  }
}
