package dev.ferro.engine.jna;

/**
 * MLX on the CPU. On a Mac it uses Apple's Accelerate, which is fast. It still needs a GPU there,
 * because MLX allocates all memory through Metal. On Linux it tests the code of {@code metal}
 * without Metal.
 */
public final class MlxCpuEngine extends MlxEngine {
  /** For {@link java.util.ServiceLoader}. */
  public MlxCpuEngine() {
    super("mlx-cpu", FerroApi.CPU);
  }

  @Override
  String platformReason() {
    return null;
  }
}
