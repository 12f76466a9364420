package dev.ferro.examples.jars;

import dev.ferro.examples.cluster.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A small copy of this project with the real scripts and jars, where a Maven of its own stands for
 * a build: it counts its calls, complains of a second one at the same time, and publishes the jars.
 */
final class Checkout {
  private static final int SECONDS = 180;
  private static final Path EXAMPLES = Path.of("").toAbsolutePath();
  private static final DateTimeFormatter TOUCH =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;
  private final String version;

  Checkout(Path root) throws IOException {
    this.root = root;
    version =
        Packaged.examples().getFileName().toString().replaceAll("ferro-examples-(.*)\\.jar", "$1");
    for (String folder :
        List.of(
            "native",
            "engine/src/main",
            "spark-stage/src/main",
            "examples/src/main",
            "examples/bench/src/main",
            "bin")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String module : List.of("", "engine/", "spark-stage/", "examples/", "examples/bench/")) {
      Files.createFile(root.resolve(module + "pom.xml"));
    }
    copy(EXAMPLES.resolve("../.mvn/spark.jvmargs"), root.resolve(".mvn/spark.jvmargs"));
    for (String file :
        List.of("run", "publish.sh", "jobs.txt", "Locked.java", "log4j2.properties")) {
      copy(EXAMPLES.resolve(file), root.resolve("examples").resolve(file));
    }
    Files.writeString(maven(), MAVEN.formatted(version));
    Files.setPosixFilePermissions(maven(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static final String MAVEN =
      """
      #!/bin/sh
      cd "$(dirname "$0")/.."
      echo "$*" >>calls
      mkdir building || echo clash >>clashes
      started=$(date -u +%%Y%%m%%d%%H%%M.%%S)
      sleep 1.1
      touch spark-stage/target/*.jar
      touch examples/target/*.jar
      sh examples/publish.sh examples "$started" %1$s
      case "$*" in *examples/bench*) sh examples/publish.sh bench "$started" %1$s ;; esac
      rmdir building
      """;

  private Path maven() {
    return root.resolve("bin/mvn");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  /** What Maven would have made by now, from sources of a minute ago. */
  Checkout packaged() throws IOException {
    copy(Packaged.stage(), stage());
    copy(Packaged.examples(), examples());
    copy(EXAMPLES.resolve("target/class-path"), root.resolve("examples/target/class-path"));
    copy(EXAMPLES.resolve("target/class-path"), root.resolve("examples/bench/target/class-path"));
    copy(Packaged.examples(), bench());
    Instant before = Instant.now().minusSeconds(60);
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(each -> !each.toString().contains("target")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(before));
      }
    }
    return this;
  }

  /** The jars as Maven makes them, before they are published. */
  Path stage() {
    return root.resolve("spark-stage/target/ferro-spark-" + version + "-all.jar");
  }

  Path examples() {
    return root.resolve("examples/target/ferro-examples-" + version + ".jar");
  }

  /** The benchmarks' jar. A copy of the examples' stands for it: it is made after these tests. */
  private Path bench() {
    return root.resolve("examples/bench/target/ferro-bench-" + version + ".jar");
  }

  Path published(Path jar) {
    return root.resolve("examples/target/jars").resolve(jar.getFileName());
  }

  String classPath() throws IOException {
    return Files.readString(root.resolve("examples/target/jars/examples.class-path")).strip();
  }

  /** What Maven does last. */
  void publish(Instant started) {
    Ended ended = run("sh", "examples/publish.sh", "examples", TOUCH.format(started), version);
    if (ended.code() != 0) {
      throw new IllegalStateException(ended.said());
    }
  }

  /** A source changes, some seconds ago: the stamp of a build knows whole seconds. */
  void edit() throws IOException {
    Path source = root.resolve("engine/src/main/Changed.java");
    Files.writeString(source, "class Changed {}");
    FileTime changed = FileTime.from(Instant.now().minusSeconds(5));
    Files.setLastModifiedTime(source, changed);
    Files.setLastModifiedTime(source.getParent(), changed);
  }

  /** How often Maven was called. */
  int builds() throws IOException {
    return lines("calls");
  }

  /** How often it was called while it ran already. */
  int clashes() throws IOException {
    return lines("clashes");
  }

  /** What Maven was asked for at last. */
  String lastBuild() throws IOException {
    List<String> calls = Files.readAllLines(root.resolve("calls"));
    return calls.get(calls.size() - 1);
  }

  private int lines(String file) throws IOException {
    Path path = root.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path).size() : 0;
  }

  /**
   * A command that ended.
   *
   * @param said on both streams
   */
  record Ended(int code, String said) {}

  /** Runs {@code examples/run} with these arguments. */
  Ended examplesRun(String... arguments) {
    List<String> command = new ArrayList<>(List.of("examples/run"));
    command.addAll(List.of(arguments));
    return run(command.toArray(new String[0]));
  }

  /** Runs a command in this folder, where the only Maven is that of this class. */
  Ended run(String... command) {
    try {
      return await(start(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process start(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", maven().getParent() + ":" + environment.get("PATH"));
    return builder.start();
  }

  static Ended await(Process process) {
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("expected an end, got: " + said);
      }
      return new Ended(process.exitValue(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
