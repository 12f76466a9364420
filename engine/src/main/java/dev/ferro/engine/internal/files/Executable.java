package dev.ferro.engine.internal.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs short programs and reads what they print. */
public final class Executable {
  private Executable() {}

  /** The file that a shell would run for a name or path, or null if there is none. */
  public static Path find(String nameOrPath) {
    if (nameOrPath.contains(File.separator)) {
      return runnable(Path.of(nameOrPath));
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path file = runnable(Path.of(folder, nameOrPath));
      if (file != null) {
        return file;
      }
    }
    return null;
  }

  private static Path runnable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file) ? file : null;
  }

  /**
   * The lines that the program prints. It gets no input, and its error output is dropped.
   *
   * @throws IOException when it cannot start, fails, or takes longer than {@code limit}
   */
  public static List<String> run(Duration limit, String... command) throws IOException {
    Process process = start(command);
    try {
      List<String> lines =
          // Read on another thread, so a program that neither prints nor ends cannot block us.
          CompletableFuture.supplyAsync(
                  () -> process.inputReader().lines().toList(), task -> daemon(task).start())
              .thenCombine(process.onExit(), (printed, ended) -> printed)
              .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
              .join();
      if (process.exitValue() != 0) {
        throw new IOException(command[0] + " failed with status " + process.exitValue());
      }
      return lines;
    } catch (CompletionException e) {
      throw new IOException(
          e.getCause() instanceof TimeoutException
              ? command[0] + " gave no answer in " + limit.toMillis() / 1000.0 + " s"
              : command[0] + " cannot be read: " + e.getCause().getMessage());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return process;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ferro-reads-output");
    thread.setDaemon(true);
    return thread;
  }
}
