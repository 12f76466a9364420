package dev.ferro.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs a main class that prints one line in a fresh JVM, where libraries are not loaded yet. */
public final class ChildJvm {
  private final List<Path> classpath;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Class<?> main;
  private Path workingFolder;

  private ChildJvm(Class<?> main, List<Path> classpath) {
    this.main = main;
    this.classpath = classpath;
  }

  public static ChildJvm running(Class<?> main, Path... classpath) {
    return new ChildJvm(main, List.of(classpath));
  }

  /** The folder or jar that a class comes from. */
  public static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public ChildJvm property(String name, Object value) {
    options.add("-D" + name + "=" + value);
    return this;
  }

  public ChildJvm variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Where it works; else where this JVM does. */
  public ChildJvm in(Path folder) {
    workingFolder = folder;
    return this;
  }

  /** What it printed: one line. */
  public String probe() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.directory(workingFolder == null ? null : workingFolder.toFile());
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    assertEquals(1, output.lines().count(), output);
    return output;
  }
}
