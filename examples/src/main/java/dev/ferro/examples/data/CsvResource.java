package dev.ferro.examples.data;

import dev.ferro.examples.job.JobException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Tables of numbers in the jar: gzip, one row a line, values apart by commas or blanks. */
final class CsvResource {
  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

  private CsvResource() {}

  /**
   * Reads a table.
   *
   * @param name file name in {@code resources/data}
   */
  static List<double[]> read(String name) {
    try (InputStream in = CsvResource.class.getResourceAsStream("/data/" + name)) {
      if (in == null) {
        throw new JobException("[data] expected " + name + " in the examples' jar, got nothing");
      }
      return parse(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII));
    } catch (IOException | NumberFormatException e) {
      throw new JobException("[data] could not read " + name + ": " + e.getMessage(), e);
    }
  }

  private static List<double[]> parse(InputStreamReader text) {
    Stream<String> lines = new BufferedReader(text).lines();
    return lines
        .filter(line -> !line.isBlank())
        .map(line -> SEPARATOR.splitAsStream(line).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }
}
