package dev.ferro.engine.jna;

import dev.ferro.engine.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MLX on an NVIDIA GPU: Linux, with MLX's CUDA build. */
public final class CudaEngine extends MlxEngine {
  /** What NVIDIA's driver shows to processes: the last one under Windows' Linux. */
  private static final List<Path> DRIVER =
      List.of(Path.of("/dev/nvidiactl"), Path.of("/proc/driver/nvidia"), Path.of("/dev/dxg"));

  /** For {@link java.util.ServiceLoader}. */
  public CudaEngine() {
    super("cuda", FerroApi.GPU);
  }

  /** A look at files, so that a node without such a GPU need not look for MLX. */
  @Override
  String platformReason() {
    if (!Platform.isLinux()) {
      return "only on Linux";
    }
    return DRIVER.stream().anyMatch(Files::exists) ? null : "no NVIDIA driver here";
  }
}
