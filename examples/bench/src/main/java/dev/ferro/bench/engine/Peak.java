package dev.ferro.bench.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The peak of one core, as {@code native/bench/peak.cpp} measures it.
 *
 * @param gflops billions of float32 operations per second
 * @param instructions that reach them
 * @param gigabytesPerSecond read from memory
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Peak(double gflops, String instructions, double gigabytesPerSecond) {
  /** The text for a peak that was not measured. */
  static final String UNKNOWN =
      "peak not measured, so there are no shares of it (the build of the native engine makes"
          + " ferro_peak)";

  /** System property by which {@code examples/run} names the program. */
  private static final String PROGRAM = "ferro.examples.peak";

  /** Runs the program that measures the peak. Null if there is none. */
  static Peak measure() {
    String program = System.getProperty(PROGRAM);
    return program != null && Files.isExecutable(Path.of(program)) ? measure(program) : null;
  }

  /** Runs this program. */
  static Peak measure(String program) {
    try {
      Process process =
          new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      return new ObjectMapper().readValue(process.getInputStream(), Peak.class);
    } catch (IOException e) {
      throw new JobException("[bench-engine] " + program + " did not print the peak: " + e, e);
    }
  }

  /** The share of the peak that a speed reaches, 0 to 1. */
  double share(Cell cell, double rowsPerSecond) {
    return cell.flopsPerRow() * rowsPerSecond / (gflops * 1e9);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f GFLOP/s (%s), memory read at %.1f GB/s",
        gflops,
        instructions,
        gigabytesPerSecond);
  }
}
