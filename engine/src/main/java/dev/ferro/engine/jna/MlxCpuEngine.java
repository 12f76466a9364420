package dev.ferro.engine.jna;

/**
 * MLX on the CPU. On a Mac that is Apple's Accelerate, and fast; it needs a GPU there all the same,
 * for MLX takes its memory from Metal. On Linux it is the {@code metal} engine's code without its
 * driver, there to be tested.
 */
public final class MlxCpuEngine extends MlxEngine {
  /** For {@link java.util.ServiceLoader}. */
  public MlxCpuEngine() {
    super("mlx-cpu", Ferro.CPU);
  }

  @Override
  String platformReason() {
    return null;
  }
}
