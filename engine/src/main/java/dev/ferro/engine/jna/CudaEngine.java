package dev.ferro.engine.jna;

import dev.ferro.engine.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MLX on an NVIDIA GPU: Linux, with MLX's CUDA build. */
public final class CudaEngine extends MlxEngine {
  /** Files through which processes see NVIDIA's driver. The last one is for Linux under Windows. */
  private static final List<Path> DRIVER =
      List.of(Path.of("/dev/nvidiactl"), Path.of("/proc/driver/nvidia"), Path.of("/dev/dxg"));

  /** For {@link java.util.ServiceLoader}. */
  public CudaEngine() {
    super("cuda", FerroApi.GPU);
  }

  /** Looks at files only, so a node without an NVIDIA GPU does not search for MLX. */
  @Override
  String platformReason() {
    if (!Platform.isLinux()) {
      return "only on Linux";
    }
    return DRIVER.stream().anyMatch(Files::exists) ? null : "no NVIDIA driver here";
  }
}
