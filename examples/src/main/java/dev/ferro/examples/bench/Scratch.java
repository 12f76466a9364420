package dev.ferro.examples.bench;

import dev.ferro.examples.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder; closing deletes it. */
record Scratch(Path folder) implements AutoCloseable {
  static Scratch create() {
    try {
      return new Scratch(Files.createTempDirectory("ferro-bench"));
    } catch (IOException e) {
      throw new JobException("[bench-engine] could not create a temporary folder: " + e, e);
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
      throw new JobException("[bench-engine] could not delete " + folder + ": " + e, e);
    }
  }
}
