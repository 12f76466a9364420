package dev.ferro.engine.jna;

import com.sun.jna.Native;
import java.io.File;

/**
 * {@code libferro_cpu}, loaded once per process and when first asked for: from the classpath, or
 * from the file that the system property {@value #PROPERTY} names.
 */
final class CpuLibrary {
  /** System property: path of a library file to load instead of the one in the jar. */
  static final String PROPERTY = "ferro.cpu.library";

  private static final String WHAT = "Ferro's CPU library";

  private CpuLibrary() {}

  static LoadedFerro get() {
    return Holder.LOADED;
  }

  private static final class Holder {
    static final LoadedFerro LOADED = LoadedFerro.by(CpuLibrary::load);
  }

  private static Ferro load() throws Unusable {
    String named = System.getProperty(PROPERTY);
    return named != null
        ? bind(new LibraryFile(new File(named)))
        : LibraryFile.ofClasspath(
            "ferro_cpu",
            "build Ferro on this platform with CMake and a C++20 compiler",
            CpuLibrary::bind);
  }

  private static Ferro bind(LibraryFile file) throws Unusable {
    try {
      Native.register(CpuFerro.class, file.openFerro(WHAT));
    } catch (UnsatisfiedLinkError e) {
      throw file.isNot(WHAT, e);
    }
    Ferro ferro = new CpuFerro();
    String reason = LoadedFerro.probe(ferro, Ferro.CPU);
    if (reason != null) {
      throw new Unusable(reason);
    }
    return ferro;
  }
}
