package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.RequiredEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose executors compute on different engines, as its nodes choose. */
class MixedEnginesIT {
  /** Half a percentage point of held-out accuracy. */
  private static final double HALF_A_POINT = 0.005;

  @TempDir Path folder;

  @Test
  void oneExecutorOnMlxAndOneOnTheCpuTrainAsWellAsTwoAlike() throws Exception {
    require("mlx-cpu");
    require("cpu");
    ComposeCommands compose = new ComposeCommands(folder);
    // The history server makes it, and does without here.
    Files.createDirectories(folder.resolve("shared/events"));
    try (Service master = compose.start("master", "master", Map.of())) {
      master.awaitLog("I have been elected leader", 60);
      try (Service cpu =
              compose.start(
                  "worker-1",
                  "cpu",
                  Map.of(
                      "FERRO_ENGINE", "cpu", "FERRO_MLX_HOME", folder.resolve("none").toString()));
          Service mlx = compose.start("worker-2", "mlx", Map.of("FERRO_ENGINE", "mlx-cpu"))) {
        cpu.awaitLog("Successfully registered with master", 60);
        mlx.awaitLog("Successfully registered with master", 60);

        JsonNode mixed = train(compose, "mixed", "auto");
        assertEquals(Set.of("cpu", "mlx-cpu"), engines(mixed), mixed::toString);
        assertTrue(mixed.toString().contains("mlx-cpu: MLX "), mixed::toString);
        JsonNode alike = train(compose, "alike", "cpu");
        assertEquals(Set.of("cpu"), engines(alike), alike::toString);
        assertEquals(accuracy(alike), accuracy(mixed), HALF_A_POINT);

        try (Service job = submit(compose, "refused", "mlx-cpu")) {
          assertNotEquals(0, job.awaitExit(240), job::log);
          String log = job.log();
          assertTrue(log.contains("expected 'mlx-cpu', named by the caller, to run here"), log);
          assertTrue(log.contains("no MLX found (ferro.mlx.home: not set; FERRO_MLX_HOME: "), log);
          assertTrue(log.contains(" on host 127.0.0.1"), log);
        }
      }
    }
  }

  private JsonNode train(ComposeCommands compose, String name, String engine) throws Exception {
    try (Service job = submit(compose, name, engine)) {
      assertEquals(0, job.awaitExit(240), job::log);
    }
    return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
  }

  private Service submit(ComposeCommands compose, String name, String engine) throws IOException {
    List<String> options = new ArrayList<>(List.of("--num-workers", "2", "--engine", engine));
    options.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
    options.addAll(List.of("--max-iter", "15", "--hidden-dim", "128"));
    return compose.start("submit", name, Map.of(), options.toArray(String[]::new));
  }

  private static Set<String> engines(JsonNode figures) {
    Set<String> engines = new TreeSet<>();
    figures.findValues("executors").get(0).forEach(e -> engines.add(e.path("engine").asText()));
    return engines;
  }

  private static double accuracy(JsonNode figures) {
    return figures.path("accuracy").asDouble();
  }

  private static void require(String id) {
    for (Engine engine : Engines.all()) {
      if (engine.id().equals(id)) {
        RequiredEngines.require(engine);
      }
    }
  }
}
