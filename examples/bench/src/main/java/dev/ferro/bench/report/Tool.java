package dev.ferro.bench.report;

import dev.ferro.examples.job.JobException;
import java.time.Duration;
import java.util.List;

/** Runs short programs of the operating system. */
final class Tool {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Tool() {}

  /**
   * Runs a program and returns its output.
   *
   * @throws JobException if it is missing, fails or takes too long
   */
  static String says(String... command) {
    Ended ended = Ended.run(LIMIT, List.of(command));
    if (!ended.isDone()) {
      throw new JobException(String.join(" ", command) + " " + ended.how() + ": " + ended.said());
    }
    return ended.said();
  }
}
