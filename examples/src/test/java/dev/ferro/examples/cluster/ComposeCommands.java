package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of docker-compose.yml as processes on loopback, with the packaged jars. For tests
 * that run where {@code FERRO_SPARK_HOME} names a Spark distribution.
 */
final class ComposeCommands {
  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final Path project = Path.of("").toAbsolutePath().getParent();
  private final String home;
  private final int port;

  /** Skips the test where there is no Spark. */
  ComposeCommands(Path folder) throws IOException {
    this.folder = folder;
    home = System.getenv("FERRO_SPARK_HOME");
    assumeTrue(home != null, "FERRO_SPARK_HOME names no Spark distribution");
    port = freePort();
  }

  /**
   * Starts a service of the file.
   *
   * @param name what to call this process, in its folder
   * @param variables set for it, beside those that keep it on this machine
   */
  Service start(String service, String name, Map<String, String> variables, String... options)
      throws IOException {
    ComposeFile compose = new ComposeFile(project.resolve("docker-compose.yml"));
    List<String> command = new ArrayList<>();
    compose.command(service).forEach(word -> command.add(here(word)));
    command.addAll(List.of(options));
    Map<String, String> environment =
        new HashMap<>(
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
                folder.resolve(name + "-work").toString()));
    environment.putAll(variables);
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
              .replace("/opt/ferro", Packaged.JARS.toString());
    };
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }
}
