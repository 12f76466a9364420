package dev.ferro.engine.jna;

import dev.ferro.engine.Engine;
import dev.ferro.engine.NetworkContractTest;

class CudaNetworkContractTest extends NetworkContractTest {
  @Override
  protected Engine engine() {
    return new CudaEngine();
  }
}
