package dev.ferro.bench.conformance;

import dev.ferro.examples.job.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place with a golden case.
 *
 * @param place its name for readers
 * @param bytes reads it
 */
record GoldenSource(String place, Bytes bytes) {
  private static final String ENDING = ".safetensors";
  private static final List<String> BUNDLED = List.of("tiny", "linear", "multi", "deep", "regress");

  /** Reads a file. */
  interface Bytes {
    byte[] read() throws IOException;
  }

  /** The cases in the jar. */
  static List<GoldenSource> bundled() {
    return BUNDLED.stream()
        .map(name -> "/golden/" + name + ENDING)
        .map(resource -> new GoldenSource(resource, () -> readResource(resource)))
        .toList();
  }

  private static byte[] readResource(String resource) throws IOException {
    try (InputStream in = GoldenSource.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not in the jar");
      }
      return in.readAllBytes();
    }
  }

  /**
   * The cases of a folder, or the one in a file.
   *
   * @throws JobException if there is none
   */
  static List<GoldenSource> in(Path path) {
    List<Path> files;
    if (Files.isRegularFile(path)) {
      files = List.of(path);
    } else {
      try (Stream<Path> all = Files.list(path)) {
        files = all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
      } catch (IOException e) {
        throw new JobException("[conformance] expected a folder of cases, got " + e, e);
      }
    }
    if (files.isEmpty()) {
      throw new JobException(
          "[conformance] expected cases, files *" + ENDING + ", got none (" + path + ")");
    }
    return files.stream()
        .map(file -> new GoldenSource(file.toString(), () -> Files.readAllBytes(file)))
        .toList();
  }

  /** The case's name: that of its file, without the ending. */
  String name() {
    String file = Path.of(place).getFileName().toString();
    return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
  }

  /**
   * Reads the case.
   *
   * @throws JobException if it is not a case. The message names the file
   */
  GoldenCase read() {
    try {
      return GoldenFile.read(name(), bytes.read());
    } catch (IOException e) {
      throw new JobException("[conformance] could not read a case: " + e, e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new JobException("[conformance] " + e.getMessage() + " (" + place + ")", e);
    }
  }
}
