package dev.ferro.engine.jna;

import dev.ferro.engine.AgreementContractTest;
import dev.ferro.engine.Engine;

class CpuNetworkContractTest extends AgreementContractTest {
  @Override
  protected Engine engine() {
    return new CpuEngine();
  }
}
