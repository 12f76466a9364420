package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Short commands of the system. */
final class Commands {
  private static final int SECONDS = 10;

  private Commands() {}

  /**
   * Runs one to its end.
   *
   * @throws IOException with what it said, when it fails
   */
  static void run(String... command) throws IOException {
    String line = String.join(" ", command);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(line + ": no end within " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(line);
    }
    if (process.exitValue() != 0) {
      byte[] said = process.getInputStream().readAllBytes();
      throw new IOException(line + ": " + new String(said, StandardCharsets.UTF_8).strip());
    }
  }
}
