package dev.ferro.engine.jna;

/** Runs in a child JVM: prints why the CPU engine cannot run there, or what computes. */
final class Probe {
  static final String USABLE = "usable: ";

  private Probe() {}

  public static void main(String[] arguments) {
    CpuEngine engine = new CpuEngine();
    System.out.println(engine.unusableReason().orElseGet(() -> USABLE + engine.description()));
  }
}
