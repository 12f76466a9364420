package dev.ferro.bench.report;

import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ended.
 *
 * @param said its output, including errors
 * @param how {@code done}, or what went wrong
 */
record Ended(String said, String how) {
  static final String DONE = "done";

  /** The result of a job that reported a failure. */
  static final String FAILED = "failed: exit code 1";

  /** A program that a signal ended has this exit code plus the signal's number. */
  private static final int SIGNAL = 128;

  private static final int KILL_SECONDS = 5;

  /**
   * Runs a program to its end, or until its time is up.
   *
   * @throws JobException if it cannot be started
   */
  static Ended run(Duration limit, List<String> command) {
    try {
      // A file keeps the output even when the program never ends.
      Path said = Files.createTempFile("ferro-said", ".txt");
      try {
        String how = run(limit, command, said);
        return new Ended(new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip(), how);
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new JobException("could not run " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  private static String run(Duration limit, List<String> command, Path said) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      process.getOutputStream().close();
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return how(process.exitValue());
      }
      // A process that waits in a device driver may survive this.
      process.destroyForcibly().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
      return "no end within " + limit.toSeconds() + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String how(int code) {
    if (code == 0) {
      return DONE;
    }
    return code > SIGNAL ? "crashed: signal " + (code - SIGNAL) : "failed: exit code " + code;
  }

  /** Whether it ended well. */
  boolean isDone() {
    return how.equals(DONE);
  }
}
