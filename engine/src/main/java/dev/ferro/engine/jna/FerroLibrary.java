package dev.ferro.engine.jna;

import com.sun.jna.Native;
import java.io.File;

/**
 * A native library that implements {@code ferro.h}, or the reason why there is none.
 *
 * @param api its functions, or null if there is none
 * @param reason why there is none, or null if there is one
 */
record FerroLibrary(FerroApi api, String reason) {
  /** System property: path of a library file to load instead of the CPU library in the jar. */
  static final String PROPERTY = "ferro.cpu.library";

  private static final String NAME = "Ferro's CPU library";

  /** Loads a library. */
  interface Loader {
    FerroApi load() throws LibraryUnavailableException;
  }

  /** Loads a library. Every failure becomes a reason. */
  static FerroLibrary by(Loader loader) {
    try {
      NativesFolder.prepareJna();
      return new FerroLibrary(loader.load(), null);
    } catch (LibraryUnavailableException e) {
      return new FerroLibrary(null, e.getMessage());
    } catch (LinkageError e) {
      return new FerroLibrary(null, "JNA cannot be loaded: " + Remedies.after(e));
    }
  }

  /**
   * Why the device cannot compute, or null if it can. Opens the smallest network, so that a problem
   * shows here, not in the first fit. An MLX device trains a row before its first network opens.
   */
  static String probe(FerroApi api, int device) {
    long[] network = new long[1];
    if (api.ferro_open(device, new int[] {1, 1}, 2, FerroApi.CROSS_ENTROPY, 0, network)
        != FerroApi.OK) {
      return api.ferro_last_error();
    }
    api.ferro_close(network[0]);
    return null;
  }

  /**
   * {@code libferro_cpu}, loaded once per process, on first use. It comes from the classpath, or
   * from the file that the system property {@value #PROPERTY} names.
   */
  static FerroLibrary cpu() {
    return Cpu.LOADED;
  }

  private static final class Cpu {
    static final FerroLibrary LOADED = by(Cpu::load);

    private static FerroApi load() throws LibraryUnavailableException {
      String named = System.getProperty(PROPERTY);
      return named != null
          ? bind(new LibraryFile(new File(named)))
          : LibraryFile.ofClasspath(
              "ferro_cpu",
              "build Ferro on this platform with CMake and a C++20 compiler",
              Cpu::bind);
    }

    private static FerroApi bind(LibraryFile file) throws LibraryUnavailableException {
      try {
        Native.register(CpuFerroApi.class, file.openFerro(NAME));
      } catch (UnsatisfiedLinkError e) {
        throw file.isNot(NAME, e);
      }
      FerroApi api = new CpuFerroApi();
      String reason = probe(api, FerroApi.CPU);
      if (reason != null) {
        throw new LibraryUnavailableException(reason);
      }
      return api;
    }
  }
}
