package dev.ferro.engine.jna;

import dev.ferro.engine.Engine;

/** Runs in a child JVM: prints why an engine cannot run there, or what computes. */
final class Probe {
  static final String USABLE = "usable: ";

  /** System property: {@code mlx} for MLX on the CPU instead of the CPU engine. */
  static final String PROPERTY = "ferro.probe";

  private Probe() {}

  public static void main(String[] arguments) {
    boolean mlx = "mlx".equals(System.getProperty(PROPERTY));
    Engine engine = mlx ? new MlxCpuEngine() : new CpuEngine();
    System.out.println(engine.unusableReason().orElseGet(() -> USABLE + engine.description()));
  }
}
