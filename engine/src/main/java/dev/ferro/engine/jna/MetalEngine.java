package dev.ferro.engine.jna;

import dev.ferro.engine.Platform;
import dev.ferro.engine.internal.files.Executable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** MLX on the GPU of a Mac with Apple silicon, through Metal. */
public final class MetalEngine extends MlxEngine {
  /** For {@link java.util.ServiceLoader}. */
  public MetalEngine() {
    super("metal", FerroApi.GPU);
  }

  @Override
  String platformReason() {
    return reasonOn(Platform.isMac(), Platform.isArm(), MetalEngine::isTranslated);
  }

  /** The sysctl that says whether an Intel program runs on Apple silicon. */
  interface Rosetta {
    boolean translates();
  }

  static String reasonOn(boolean mac, boolean arm, Rosetta rosetta) {
    if (!mac) {
      return "only on macOS";
    }
    if (arm) {
      return null;
    }
    return rosetta.translates()
        ? "this JVM is an Intel program and runs under Rosetta (install a JDK for arm64)"
        : "only on Macs with Apple silicon";
  }

  private static boolean isTranslated() {
    try {
      List<String> answer =
          Executable.run(Duration.ofSeconds(5), "/usr/sbin/sysctl", "-n", "sysctl.proc_translated");
      return answer.equals(List.of("1"));
    } catch (IOException e) {
      return false;
    }
  }
}
