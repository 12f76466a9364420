package dev.ferro.bench.overhead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchOverheadJobTest {
  @TempDir private Path folder;

  @Test
  void theEngineAloneStandsBesideTheFit() throws Exception {
    Path json = folder.resolve("overhead.json");
    Ran ran =
        Ran.job(
            "bench-overhead",
            "--master",
            "local[2]",
            "--repeats",
            "1",
            "--epochs",
            "2",
            "--json",
            json);
    assertEquals(0, ran.code(), ran.err());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertEquals(9, figures.size());
    for (int i = 0; i < figures.size(); i++) {
      JsonNode figure = figures.get(i);
      assertEquals("train", figure.get("what").asText());
      assertEquals(List.of("engine", "training", "fit").get(i % 3), figure.get("runner").asText());
      assertEquals(List.of(32, 128, 512).get(i / 3), figure.get("batchSize").asInt());
      double rows = figure.get("rowsPerSecond").asDouble() * figure.get("seconds").asDouble();
      assertEquals(2 * 1438, rows, 1e-6, figures::toString);
    }
    assertTrue(ran.out().contains("rows: digits, 1438 to train on"), ran.out());
  }
}
