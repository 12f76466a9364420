package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every service of docker-compose.yml. */
class ComposeFileTest {
  private ComposeFile compose;

  @BeforeEach
  void read() throws IOException {
    compose = new ComposeFile(Path.of("..", "docker-compose.yml"));
  }

  @Test
  void noServiceIsRootOrTakesAllMemory() {
    for (String service : compose.services()) {
      String user = String.valueOf(compose.setting(service, "user"));
      assertTrue(user.matches("[1-9][0-9]*:[1-9][0-9]*"), service + " is " + user);
      assertNotNull(compose.setting(service, "mem_limit"), service);
      assertEquals(List.of("ALL"), compose.setting(service, "cap_drop"), service);
    }
  }

  @Test
  void portsAreOpenOnThisMachineOnly() {
    for (String service : compose.services()) {
      List<?> ports = (List<?>) compose.setting(service, "ports");
      assertFalse(ports.isEmpty(), service);
      for (Object port : ports) {
        // The same number on both sides: web pages link to each other by it.
        assertTrue(port.toString().matches("127\\.0\\.0\\.1:(\\d+):\\1"), service + ": " + port);
      }
    }
  }

  @Test
  void aServiceWaitsUntilThoseItNeedsAreHealthy() {
    assertEquals(Map.of("master", "service_healthy"), conditions("worker-1"));
    assertEquals(Map.of("master", "service_healthy"), conditions("worker-2"));
    assertEquals(
        Map.of(
            "worker-1", "service_healthy",
            "worker-2", "service_healthy",
            "history", "service_healthy"),
        conditions("submit"));
    for (String service : List.of("master", "worker-1", "worker-2", "history")) {
      assertFalse(compose.healthCheck(service).isEmpty(), service);
    }
  }

  private Map<String, String> conditions(String service) {
    Map<?, ?> needed = (Map<?, ?>) compose.setting(service, "depends_on");
    return needed.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toString(),
                entry -> ((Map<?, ?>) entry.getValue()).get("condition").toString()));
  }
}
