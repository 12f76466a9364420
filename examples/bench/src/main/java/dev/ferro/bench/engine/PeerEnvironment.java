package dev.ferro.bench.engine;

import dev.ferro.examples.job.JobException;
import dev.ferro.examples.job.OutputFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A virtual environment of Python with the peers. It is kept for the next time, and safe to delete.
 */
final class PeerEnvironment {
  private static final Map<String, String> ONE_THREAD =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OPENBLAS_NUM_THREADS", "1",
          "MKL_NUM_THREADS", "1",
          "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false");

  /** Settings of the node that may choose slow kernels for a peer. */
  private static final List<String> UNSET = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  private static final String PROTOCOL = "peer.py";

  /** System property by which {@code examples/run} names the folder. */
  private static final String FOLDER = "ferro.examples.peers";

  private final Path folder;

  private PeerEnvironment(Path folder) {
    this.folder = folder;
  }

  /** The environment with the packages of these peers. Pip installs those that are missing. */
  static PeerEnvironment with(List<Peer> peers) {
    String named = System.getProperty(FOLDER);
    Path folder = named == null ? OutputFolder.resolve("peers") : Path.of(named);
    PeerEnvironment environment = new PeerEnvironment(folder.toAbsolutePath());
    if (!peers.isEmpty()) {
      environment.install(peers);
    }
    return environment;
  }

  private void install(List<Peer> peers) {
    if (!Files.isExecutable(python())) {
      run(List.of("python3", "-m", "venv", folder.toString()), "Debian: apt install python3-venv");
    }
    List<String> command = new ArrayList<>(List.of(python().toString(), "-m", "pip", "install"));
    command.addAll(List.of("--quiet", "--disable-pip-version-check"));
    peers.forEach(peer -> command.addAll(peer.packages()));
    run(command, "delete " + folder + " to start again");
  }

  /**
   * Starts a peer.
   *
   * @param temp a folder for its script and its log, which outlives it
   */
  PeerProcess start(Peer peer, Path temp) {
    Path protocol = extract(PROTOCOL, temp);
    extract(peer.module() + ".py", temp);
    ProcessBuilder builder =
        new ProcessBuilder(python().toString(), "-B", protocol.toString(), peer.module());
    builder.environment().putAll(ONE_THREAD);
    UNSET.forEach(builder.environment()::remove);
    return new PeerProcess(builder, temp.resolve(peer.id() + ".log"));
  }

  private Path python() {
    return folder.resolve("bin").resolve("python");
  }

  private static Path extract(String script, Path temp) {
    Path file = temp.resolve(script);
    try (InputStream resource = PeerEnvironment.class.getResourceAsStream("/peers/" + script)) {
      if (!Files.exists(file)) {
        Files.copy(resource, file);
      }
      return file;
    } catch (IOException e) {
      throw new JobException("[peers] could not write " + file + ": " + e, e);
    }
  }

  private static void run(List<String> command, String remedy) {
    String line = String.join(" ", command);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        String reason = output.lines().reduce((first, second) -> second).orElse("no output");
        throw new JobException("[peers] '" + line + "' failed: " + reason + " (" + remedy + ")");
      }
    } catch (IOException e) {
      throw new JobException("[peers] could not run '" + line + "': " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException("[peers] interrupted", e);
    }
  }
}
