package dev.ferro.engine.jna;

class CpuNativeNetworkTest extends NativeNetworkTest {
  CpuNativeNetworkTest() {
    super(new CpuEngine(), FerroLibrary::cpu);
  }
}
