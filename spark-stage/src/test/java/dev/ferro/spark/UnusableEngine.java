package dev.ferro.spark;

import dev.ferro.engine.Engine;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import java.util.Optional;

/** An engine that no node can run. */
public final class UnusableEngine implements Engine {
  static final String ID = "unusable";
  static final String REASON = "it is made for tests";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<String> unusableReason() {
    return Optional.of(REASON);
  }

  @Override
  public String description() {
    return "none";
  }

  @Override
  public Execution execution() {
    return Execution.CALLING_THREAD;
  }

  @Override
  public Network open(NetworkSpec spec) {
    throw new AssertionError("opened, though it cannot run");
  }
}
