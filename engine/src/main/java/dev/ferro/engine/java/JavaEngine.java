package dev.ferro.engine.java;

import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineException;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import java.util.Optional;

/**
 * Plain Java, without JVM flags or native code. It runs everywhere, and it is the reference for the
 * tests of faster engines.
 */
public final class JavaEngine implements Engine {
  @Override
  public String id() {
    return "java";
  }

  @Override
  public Optional<String> unusableReason() {
    return Optional.empty();
  }

  @Override
  public String description() {
    return "Java kernels on " + System.getProperty("java.vm.name");
  }

  @Override
  public Execution execution() {
    return Execution.CALLING_THREAD;
  }

  @Override
  public Network open(NetworkSpec spec) {
    double bytes = JavaNetwork.bytes(spec);
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw tooLittle(spec, bytes, heap + " bytes");
    }
    try {
      return new JavaNetwork(spec);
    } catch (OutOfMemoryError e) {
      // The arrays are free again, so only the task fails, and the JVM continues.
      throw tooLittle(spec, bytes, e.getMessage());
    }
  }

  private static EngineException tooLittle(NetworkSpec spec, double bytes, String got) {
    return new EngineException(
        "[open] expected a heap with room for "
            + (long) bytes
            + " bytes, which "
            + spec
            + " takes, got "
            + got
            + " (raise -Xmx, or use fewer or narrower layers)");
  }
}
