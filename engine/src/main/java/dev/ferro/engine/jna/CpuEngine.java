package dev.ferro.engine.jna;

import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineUnavailableException;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import java.util.Optional;

/**
 * The native CPU engine: Ferro's own C++ kernels, with the best instructions of this CPU. Each call
 * computes on the calling thread only.
 *
 * <p>The library comes from the jar. The system property {@code ferro.cpu.library} names a file to
 * load instead. The environment variable {@code FERRO_ISA} forces an instruction set: {@code
 * avx512}, {@code avx2}, {@code baseline} or {@code neon}.
 */
public final class CpuEngine implements Engine {
  @Override
  public String id() {
    return "cpu";
  }

  @Override
  public Optional<String> unusableReason() {
    return Optional.ofNullable(FerroLibrary.cpu().reason());
  }

  @Override
  public String description() {
    return api().ferro_description(FerroApi.CPU);
  }

  @Override
  public Execution execution() {
    return Execution.CALLING_THREAD;
  }

  @Override
  public Network open(NetworkSpec spec) {
    return NativeNetwork.open(api(), FerroApi.CPU, spec);
  }

  private static FerroApi api() {
    FerroLibrary library = FerroLibrary.cpu();
    if (library.api() == null) {
      throw new EngineUnavailableException(
          "[cpu] expected a usable library, got none: " + library.reason());
    }
    return library.api();
  }
}
