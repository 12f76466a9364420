package dev.ferro.engine.jna;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Map;

/**
 * Loads {@code libferro_cpu}, once per process and when first asked for: from the classpath under
 * JNA's prefix for this platform, or from the file that the system property {@value #PROPERTY}
 * names. Everything that can go wrong becomes a reason.
 */
final class CpuLibrary {
  /** System property: path of a library file to load instead of the one in the jar. */
  static final String PROPERTY = "ferro.cpu.library";

  /** The library, or why there is none; one of the two is null. */
  record Loaded(Ferro ferro, String reason) {}

  private static final String NAME = "ferro_cpu";

  /** From dlfcn.h: {@code RTLD_NOW}, and {@code RTLD_LOCAL} where that is not 0. */
  private static final int OPEN_FLAGS = System.getProperty("os.name").startsWith("Mac") ? 2 | 4 : 2;

  private CpuLibrary() {}

  static Loaded get() {
    return Holder.LOADED;
  }

  private static final class Holder {
    static final Loaded LOADED = load();
  }

  private static Loaded load() {
    try {
      String named = System.getProperty(PROPERTY);
      return named != null ? bind(new File(named)) : bindFromClasspath();
    } catch (Unusable e) {
      return new Loaded(null, e.getMessage());
    } catch (LinkageError e) {
      return new Loaded(null, "JNA cannot be loaded: " + remedied(e));
    }
  }

  private static Loaded bindFromClasspath() throws Unusable {
    ClassLoader loader = CpuLibrary.class.getClassLoader();
    String resource = Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(NAME);
    URL url = loader.getResource(resource);
    if (url == null) {
      throw new Unusable(
          "no native library for "
              + Platform.RESOURCE_PREFIX
              + " in the jar (build Ferro on this platform with CMake and a C++20 compiler)");
    }
    File file;
    try {
      file = Native.extractFromResourcePath("/" + resource, loader);
    } catch (IOException e) {
      throw new Unusable(
          "cannot unpack " + url + ": " + e.getMessage() + " (-Djna.tmpdir names another folder)");
    }
    try {
      return bind(file);
    } finally {
      // A copy that JNA unpacked has served its purpose once it is mapped.
      if (!url.getProtocol().equals("file")) {
        file.delete();
      }
    }
  }

  private static Loaded bind(File file) throws Unusable {
    NativeLibrary library = open(file);
    try {
      // Before anything else is looked up: another version may lack functions.
      int version = library.getFunction("ferro_abi_version").invokeInt(new Object[0]);
      if (version != Ferro.ABI_VERSION) {
        throw new Unusable(
            file
                + " speaks version "
                + version
                + " of ferro.h, this jar version "
                + Ferro.ABI_VERSION);
      }
      Native.register(CpuFerro.class, library);
    } catch (UnsatisfiedLinkError e) {
      throw new Unusable(file + " is not Ferro's CPU library: " + firstLine(e));
    }
    Ferro ferro = new CpuFerro();
    requireWorking(ferro);
    return new Loaded(ferro, null);
  }

  private static NativeLibrary open(File file) throws Unusable {
    try {
      return NativeLibrary.getInstance(
          file.getAbsolutePath(), Map.of(Library.OPTION_OPEN_FLAGS, OPEN_FLAGS));
    } catch (UnsatisfiedLinkError e) {
      throw new Unusable("cannot load " + file + ": " + remedied(e));
    }
  }

  /** Opens the smallest network: kernels that this CPU lacks show here, not in the first fit. */
  private static void requireWorking(Ferro ferro) throws Unusable {
    long[] network = new long[1];
    if (ferro.ferro_open(new int[] {1, 1}, 2, Ferro.CROSS_ENTROPY, network) != Ferro.OK) {
      throw new Unusable(ferro.ferro_last_error());
    }
    ferro.ferro_close(network[0]);
  }

  private static String remedied(LinkageError e) {
    String text = firstLine(e);
    return text.contains("failed to map segment")
        ? text + " (its folder forbids execution; -Djna.tmpdir names another)"
        : text;
  }

  private static String firstLine(Throwable e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    return text.lines().findFirst().orElse("").strip();
  }

  /** Why the library cannot be used. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }
  }
}
