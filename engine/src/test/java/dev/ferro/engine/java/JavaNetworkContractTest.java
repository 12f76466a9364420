package dev.ferro.engine.java;

import dev.ferro.engine.Engine;
import dev.ferro.engine.NetworkContractTest;

class JavaNetworkContractTest extends NetworkContractTest {
  @Override
  protected Engine engine() {
    return new JavaEngine();
  }
}
