package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The commands of docker-compose.yml as processes on loopback, with the packaged jars. For tests
 * that run where {@code FERRO_SPARK_HOME} names a Spark distribution.
 */
final class ComposeCommands {
  private static final String LOOPBACK = "127.0.0.1";

  /** The ports that the file names; the job's page takes any that is free. */
  private static final Pattern PORT = Pattern.compile("\\b(7077|8080|8081|8082|18080)\\b");

  private final Path folder;
  private final Path project = Path.of("").toAbsolutePath().getParent();
  private final ComposeFile compose = new ComposeFile(project.resolve("docker-compose.yml"));
  private final String home;
  private final Map<String, Integer> ports = new HashMap<>();

  /** Skips the test where there is no Spark. */
  ComposeCommands(Path folder) throws IOException {
    this.folder = folder;
    home = System.getenv("FERRO_SPARK_HOME");
    assumeTrue(home != null, "FERRO_SPARK_HOME names no Spark distribution");
    // Docker mounts it for all services.
    Files.createDirectories(folder.resolve("shared"));
  }

  /**
   * Starts a service of the file.
   *
   * @param name what to call this process, in its folder
   * @param variables set for it, beside those that keep it on this machine
   */
  Service start(String service, String name, Map<String, String> variables, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(here(compose.command(service)));
    command.addAll(List.of(options));
    Map<String, String> environment = new HashMap<>(compose.environment(service));
    environment.replaceAll((variable, value) -> here(value));
    environment.putAll(
        Map.of(
            "SPARK_HOME",
            home,
            "SPARK_LOCAL_IP",
            LOOPBACK,
            "SPARK_LOCAL_HOSTNAME",
            LOOPBACK,
            "SPARK_WORKER_DIR",
            folder.resolve(name + "-work").toString()));
    environment.putAll(variables);
    return new Service(name, command, environment, folder);
  }

  /** Waits until a service's health check succeeds, as {@code docker compose up --wait} does. */
  void awaitHealthy(String service, Service process, int seconds) throws Exception {
    List<String> check = here(compose.healthCheck(service));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (run(check) != 0) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        fail("expected a healthy " + service + " within " + seconds + " s, got " + process.log());
      }
      Thread.sleep(200);
    }
  }

  /** Whether a service is healthy at this moment. */
  boolean isHealthy(String service) throws Exception {
    return run(here(compose.healthCheck(service))) == 0;
  }

  private static int run(List<String> command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Where the pages of a port of the file are on this machine. */
  String page(int port) {
    return "http://" + LOOPBACK + ":" + port(String.valueOf(port));
  }

  private List<String> here(List<String> words) {
    return words.stream().map(this::here).toList();
  }

  /** What stands for a container's address, ports and folders on this machine. */
  private String here(String word) {
    return switch (word) {
      case "master" -> LOOPBACK;
      case "spark.driver.host=submit" -> "spark.driver.host=" + LOOPBACK;
      default ->
          PORT.matcher(word)
              .replaceAll(match -> String.valueOf(port(match.group())))
              .replace("spark://master:", "spark://" + LOOPBACK + ":")
              .replace("/opt/spark/work-dir", folder.resolve("shared").toString())
              .replace("/opt/spark", home)
              .replace("/opt/ferro", Packaged.JARS.toString());
    };
  }

  private int port(String named) {
    return ports.computeIfAbsent(named, name -> freePort());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
