package dev.ferro.engine.jna;

class MlxCpuNativeNetworkTest extends NativeNetworkTest {
  MlxCpuNativeNetworkTest() {
    super(new MlxCpuEngine(), MlxLibrary::get);
  }
}
