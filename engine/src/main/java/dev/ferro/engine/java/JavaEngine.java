package dev.ferro.engine.java;

import dev.ferro.engine.Engine;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import java.util.Optional;

/**
 * Plain Java, without flags or native code: runs everywhere, and is the truth that the faster
 * engines are tested against.
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
  public Network open(NetworkSpec spec) {
    return new JavaNetwork(spec);
  }
}
