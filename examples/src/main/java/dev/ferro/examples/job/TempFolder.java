package dev.ferro.examples.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder. Closing deletes it.
 *
 * @param folder where it is
 */
public record TempFolder(Path folder) implements AutoCloseable {
  /**
   * A new folder.
   *
   * @param job shown in its name
   */
  public static TempFolder create(String job) {
    try {
      return new TempFolder(Files.createTempDirectory("ferro-" + job));
    } catch (IOException e) {
      throw new JobException("[temp] could not create a temporary folder: " + e, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new JobException("[temp] could not delete " + folder + ": " + e, e);
    }
  }
}
