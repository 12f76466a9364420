package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docker-compose.yml as processes on loopback: a master, two workers and the job,
 * with the packaged jars. Runs where {@code FERRO_SPARK_HOME} names a Spark distribution.
 */
class ComposeClusterIT {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir Path folder;
  private String home;
  private Path project;
  private int port;

  @BeforeEach
  void findSpark() throws IOException {
    home = System.getenv("FERRO_SPARK_HOME");
    assumeTrue(home != null, "FERRO_SPARK_HOME names no Spark distribution");
    project = Path.of("").toAbsolutePath().getParent();
    port = freePort();
  }

  @Test
  void itsCommandsTrainTheDigits() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Service master = start("master")) {
      master.awaitLog("I have been elected leader", 60);
      try (Service first = start("worker-1");
          Service second = start("worker-2")) {
        first.awaitLog("Successfully registered with master", 60);
        second.awaitLog("Successfully registered with master", 60);
        try (Service job = start("submit", "--json", json.toString())) {
          assertEquals(0, job.awaitExit(240), job::log);
        }
      }
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertTrue(figures.path("accuracy").asDouble() >= 0.97, figures::toString);
  }

  private Service start(String name, String... options) throws IOException {
    ComposeFile compose = new ComposeFile(project.resolve("docker-compose.yml"));
    List<String> command = new ArrayList<>();
    compose.command(name).forEach(word -> command.add(here(word)));
    command.addAll(List.of(options));
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME",
            home,
            "SPARK_LOCAL_IP",
            LOOPBACK,
            "SPARK_LOCAL_HOSTNAME",
            LOOPBACK,
            "SPARK_DAEMON_MEMORY",
            "512m",
            "SPARK_WORKER_WEBUI_PORT",
            "0",
            "SPARK_WORKER_DIR",
            folder.resolve(name + "-work").toString());
    return new Service(name, command, environment, folder);
  }

  /** What stands for a container's address or folder on this machine. */
  private String here(String word) {
    return switch (word) {
      case "master" -> LOOPBACK;
      case "7077" -> String.valueOf(port);
      case "8080" -> "0";
      case "spark.driver.host=submit" -> "spark.driver.host=" + LOOPBACK;
      default ->
          word.replace("spark://master:7077", "spark://" + LOOPBACK + ":" + port)
              .replace("/opt/spark/work-dir", folder.resolve("work-dir").toString())
              .replace("/opt/spark", home)
              .replaceAll("^/opt/ferro/([^/]*)", project + "/$1/target");
    };
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }
}
