package dev.ferro.engine.jna;

/** Runs in a child JVM: prints why MLX cannot run there, or what computes. */
final class MlxProbe {
  private MlxProbe() {}

  public static void main(String[] arguments) {
    MlxCpuEngine engine = new MlxCpuEngine();
    System.out.println(engine.unusableReason().orElseGet(engine::description));
  }
}
