package dev.ferro.engine.jna;

import dev.ferro.engine.AgreementContractTest;
import dev.ferro.engine.Engine;

class MlxCpuNetworkContractTest extends AgreementContractTest {
  @Override
  protected Engine engine() {
    return new MlxCpuEngine();
  }
}
