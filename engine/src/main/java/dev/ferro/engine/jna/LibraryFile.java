package dev.ferro.engine.jna;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Map;

/** A file that holds a native library, opened so that other libraries do not see its symbols. */
record LibraryFile(File file) {
  /** From dlfcn.h: {@code RTLD_NOW}, and {@code RTLD_LOCAL} where that is not 0. */
  static final Map<String, Integer> OPTIONS =
      Map.of(Library.OPTION_OPEN_FLAGS, Platform.isMac() ? 2 | 4 : 2);

  /** What opens a file. */
  interface Opening {
    Ferro open(LibraryFile file) throws Unusable;
  }

  /**
   * Opens a library of the classpath, where it lies under JNA's prefix for this platform.
   *
   * @param name without the system's beginning and ending: {@code ferro_cpu}
   * @param remedy what to do where the jar has none for this platform
   */
  static Ferro ofClasspath(String name, String remedy, Opening opening) throws Unusable {
    ClassLoader loader = LibraryFile.class.getClassLoader();
    String resource = Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(name);
    URL url = loader.getResource(resource);
    if (url == null) {
      throw new Unusable(
          "no native library for " + Platform.RESOURCE_PREFIX + " in the jar (" + remedy + ")");
    }
    File file;
    try {
      file = Native.extractFromResourcePath("/" + resource, loader);
    } catch (IOException e) {
      throw new Unusable(
          "cannot unpack " + url + ": " + e.getMessage() + " (-Djna.tmpdir names another folder)");
    }
    try {
      return opening.open(new LibraryFile(file));
    } finally {
      // A copy that JNA unpacked has served its purpose once it is mapped.
      if (!url.getProtocol().equals("file")) {
        file.delete();
      }
    }
  }

  NativeLibrary open() throws Unusable {
    if (file.exists()) {
      ElfFile.requireWhole(file);
    }
    try {
      return NativeLibrary.getInstance(file.getAbsolutePath(), OPTIONS);
    } catch (UnsatisfiedLinkError e) {
      throw new Unusable("cannot load " + file + ": " + LoadedFerro.remedied(e));
    }
  }

  /**
   * Opens a library that speaks this jar's version of {@code ferro.h}.
   *
   * @param what what it should be, for the reason: {@code "Ferro's CPU library"}
   */
  NativeLibrary openFerro(String what) throws Unusable {
    NativeLibrary library = open();
    int version;
    try {
      // Before anything else is looked up: another version may lack functions.
      version = library.getFunction("ferro_abi_version").invokeInt(new Object[0]);
    } catch (UnsatisfiedLinkError e) {
      throw isNot(what, e);
    }
    if (version != Ferro.ABI_VERSION) {
      throw new Unusable(
          file
              + " speaks version "
              + version
              + " of ferro.h, this jar version "
              + Ferro.ABI_VERSION);
    }
    return library;
  }

  Unusable isNot(String what, UnsatisfiedLinkError cause) {
    return new Unusable(file + " is not " + what + ": " + LoadedFerro.firstLine(cause));
  }
}
