package dev.ferro.engine.jna;

import dev.ferro.engine.AgreementContractTest;
import dev.ferro.engine.Engine;

class MetalNetworkContractTest extends AgreementContractTest {
  @Override
  protected Engine engine() {
    return new MetalEngine();
  }
}
