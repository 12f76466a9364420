package dev.ferro.bench.engine;

import dev.ferro.engine.Platform;
import dev.ferro.engine.internal.mlx.MlxRelease;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Other libraries that train or score, in Python. Each has a script, the resource {@code
 * peers/<id>_peer.py}.
 */
enum Peer {
  JAX(true, "jax"),
  TORCH(true, "torch"),
  SKLEARN(true, "scikit-learn"),
  ONNXRUNTIME(false, "onnxruntime", "onnx"),
  MLX(true, (Platform.isMac() ? "mlx==" : "mlx[cpu]==") + MlxRelease.VERSION);

  private final boolean trains;
  private final List<String> packages;

  Peer(boolean trains, String... packages) {
    this.trains = trains;
    this.packages = List.of(packages);
  }

  /** The id by which users choose it: {@code jax}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of its Python module. */
  String module() {
    return id() + "_peer";
  }

  /** The packages for pip to install. */
  List<String> packages() {
    return packages;
  }

  /** Whether it can train. All of them can score. */
  boolean does(Phase phase) {
    return switch (phase) {
      case TRAIN -> trains;
      case SCORE -> true;
    };
  }

  /**
   * The peer of that id.
   *
   * @throws ParameterException when there is no such peer
   */
  static Peer require(CommandSpec job, String id) {
    return Arrays.stream(values())
        .filter(peer -> peer.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    job.commandLine(),
                    "Expected --peers among "
                        + Arrays.stream(values()).map(Peer::id).toList()
                        + ", got '"
                        + id
                        + "'"));
  }
}
