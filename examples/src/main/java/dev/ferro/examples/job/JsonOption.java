package dev.ferro.examples.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option to write a job's figures for programs. */
public final class JsonOption {
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the figures that are printed to FILE, as JSON")
  private Path file;

  /**
   * Writes figures to the file, if there is one.
   *
   * @param figures what Jackson can write: a node, map, list or record
   */
  public void write(Object figures) {
    if (file == null) {
      return;
    }
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      JSON.writeValue(target.toFile(), figures);
    } catch (IOException e) {
      throw new JobException("[json] could not write " + target + ": " + e.getMessage(), e);
    }
  }
}
