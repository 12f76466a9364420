package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A worker of the cluster.
 *
 * @param name of it and its node
 * @param service its process
 * @param work its folder: {@code app-…/ID} for each executor, {@code driver-…} for each driver
 */
record Worker(String name, Service service, Path work) {
  /** Every executor that it ever started. */
  List<Executor> executors() {
    return below(work, "app-").stream()
        .flatMap(application -> below(application, "").stream())
        .map(folder -> new Executor(name, folder))
        .toList();
  }

  /** The log of every driver that it ever started. */
  List<Path> driverLogs() {
    return below(work, "driver-").stream().map(folder -> folder.resolve("stderr")).toList();
  }

  private static List<Path> below(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .filter(each -> each.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
