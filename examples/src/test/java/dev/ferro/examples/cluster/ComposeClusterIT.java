package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and health checks of docker-compose.yml: a small cluster and its job. */
class ComposeClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void itsCommandsTrainTheDigitsAndTheHistoryServerShowsTheEpochs() throws Exception {
    ComposeCommands compose = new ComposeCommands(folder);
    Path json = folder.resolve("figures.json");
    assertFalse(compose.isHealthy("master"), "nobody answers yet");
    try (Service master = compose.start("master", "master", Map.of());
        Service history = compose.start("history", "history", Map.of())) {
      compose.awaitHealthy("master", master, 60);
      compose.awaitHealthy("history", history, 60);
      try (Service first = compose.start("worker-1", "worker-1", Map.of());
          Service second = compose.start("worker-2", "worker-2", Map.of())) {
        compose.awaitHealthy("worker-1", first, 60);
        compose.awaitHealthy("worker-2", second, 60);
        assertEquals(2, read(compose.page(8080) + "/json/").path("aliveworkers").asInt());
        try (Service job = compose.start("submit", "submit", Map.of(), "--json", json.toString())) {
          assertEquals(0, job.awaitExit(240), job::log);
        }
      }
      assertTrue(jobsOfTheFit(compose.page(18080)).contains(": epoch"));
    }
    JsonNode figures = JSON.readTree(json.toFile());
    assertTrue(figures.path("accuracy").asDouble() >= 0.97, figures::toString);
  }

  /** The jobs of the only application in the history server, once that has read its log. */
  private static String jobsOfTheFit(String page) throws Exception {
    String applications = page + "/api/v1/applications?status=completed";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (read(applications).isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    String id = read(applications).path(0).path("id").asText();
    return read(page + "/api/v1/applications/" + id + "/jobs").toString();
  }

  private static JsonNode read(String address) throws Exception {
    try (InputStream content = URI.create(address).toURL().openStream()) {
      return JSON.readTree(content);
    }
  }
}
