package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A streaming query's checkpoint.
 *
 * @param folder of it
 */
record Checkpoint(Path folder) {
  /** How many batches have begun. */
  long begun() {
    return batches("offsets");
  }

  /** How many batches have ended. */
  long ended() {
    return batches("commits");
  }

  private long batches(String log) {
    Path batches = folder.resolve(log);
    if (!Files.isDirectory(batches)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(batches)) {
      return files.filter(file -> file.getFileName().toString().matches("\\d+")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
