package dev.ferro.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Engines;
import dev.ferro.examples.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesJobTest {
  @TempDir private Path folder;

  @Test
  void tellsTheChoiceAndWhyNotTheOthers() throws IOException {
    Path json = folder.resolve("engines.json");
    Ran ran = Ran.job("engines", "--master", "local[2]", "--engine", "java", "--json", json);
    assertEquals(0, ran.code(), ran.err());
    JsonNode nodes = new ObjectMapper().readTree(json.toFile()).get("nodes");
    assertEquals(1, nodes.size());
    JsonNode node = nodes.get(0);
    assertEquals("java", node.get("engine").asText());
    assertEquals(System.getProperty("os.arch"), node.get("arch").asText());
    assertEquals(Engines.all().size() - 1, node.get("rejected").size());
    assertTrue(ran.out().contains("named by the caller"), ran.out());
  }

  @Test
  void anEngineThatCannotRunIsReported() {
    String unusable =
        Engines.all().stream()
            .filter(engine -> engine.unusableReason().isPresent())
            .findFirst()
            .orElseThrow()
            .id();
    Ran ran = Ran.job("engines", "--master", "local[2]", "--engine", unusable);
    assertEquals(1, ran.code());
    assertTrue(ran.out().contains("no engine: "), ran.out());
    assertTrue(ran.out().contains(unusable), ran.out());
  }
}
