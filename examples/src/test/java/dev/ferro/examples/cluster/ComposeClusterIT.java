package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docker-compose.yml: a master, two workers and the job. */
class ComposeClusterIT {
  @TempDir Path folder;

  @Test
  void itsCommandsTrainTheDigits() throws Exception {
    ComposeCommands compose = new ComposeCommands(folder);
    Path json = folder.resolve("figures.json");
    try (Service master = compose.start("master", "master", Map.of())) {
      master.awaitLog("I have been elected leader", 60);
      try (Service first = compose.start("worker-1", "worker-1", Map.of());
          Service second = compose.start("worker-2", "worker-2", Map.of())) {
        first.awaitLog("Successfully registered with master", 60);
        second.awaitLog("Successfully registered with master", 60);
        try (Service job = compose.start("submit", "submit", Map.of(), "--json", json.toString())) {
          assertEquals(0, job.awaitExit(240), job::log);
        }
      }
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertTrue(figures.path("accuracy").asDouble() >= 0.97, figures::toString);
  }
}
