package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the cluster with its log; closing it ends it and all it started. */
final class Service implements AutoCloseable {
  private final Process process;
  private final Path log;

  Service(String name, List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectory(folder.resolve(name)).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    process = builder.start();
    // Nothing stays behind when the tests are cut off.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Waits until the log holds a text. */
  void awaitLog(String text, int seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!log().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        fail("expected '" + text + "' within " + seconds + " s, got:\n" + log());
      }
      Thread.sleep(100);
    }
  }

  /** Waits for the end and gives the exit code. */
  int awaitExit(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      fail("expected an end within " + seconds + " s, got:\n" + log());
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // The process first: a worker starts anew what ends below it.
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
