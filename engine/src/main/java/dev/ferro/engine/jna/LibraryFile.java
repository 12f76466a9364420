package dev.ferro.engine.jna;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import dev.ferro.engine.Platform;
import dev.ferro.engine.internal.files.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;

/**
 * A file that holds a native library. It is opened so that other libraries do not see its symbols.
 *
 * @param sha256 SHA-256 of the library in the jar, or null if the file does not come from a jar
 */
record LibraryFile(File file, String sha256) {
  /** A file that Ferro did not unpack. It may hold anything. */
  LibraryFile(File file) {
    this(file, null);
  }

  /** The folder of this platform in jars: {@code linux-x86-64}. */
  static final String PLATFORM = com.sun.jna.Platform.RESOURCE_PREFIX;

  /** From dlfcn.h: {@code RTLD_NOW}, and {@code RTLD_LOCAL} if it is not 0. */
  static final Map<String, Integer> OPTIONS =
      Map.of(Library.OPTION_OPEN_FLAGS, Platform.isMac() ? 2 | 4 : 2);

  /** Opens a file. */
  interface Opener {
    FerroApi open(LibraryFile file) throws LibraryUnavailableException;
  }

  /**
   * Opens a library from this platform's folder on the classpath.
   *
   * @param name without the system's prefix and suffix: {@code ferro_cpu}
   * @param remedy what to do if the jar has none for this platform
   */
  static FerroApi ofClasspath(String name, String remedy, Opener opener)
      throws LibraryUnavailableException {
    ClassLoader loader = LibraryFile.class.getClassLoader();
    String resource = PLATFORM + "/" + System.mapLibraryName(name);
    URL url = loader.getResource(resource);
    if (url == null) {
      throw new LibraryUnavailableException(
          "no native library for " + PLATFORM + " in the jar (" + remedy + ")");
    }
    if (url.getProtocol().equals("file")) {
      return opener.open(new LibraryFile(fileOf(url)));
    }
    LibraryFile unpacked = unpack(url, NativesFolder.get());
    try {
      return opener.open(unpacked);
    } finally {
      // Once the library is mapped, the copy is not needed.
      unpacked.file.delete();
    }
  }

  private static File fileOf(URL url) throws LibraryUnavailableException {
    try {
      return new File(url.toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new LibraryUnavailableException("cannot find " + url + ": " + e.getMessage());
    }
  }

  /** Makes a copy for this call alone, so no process sees another's half-written file. */
  static LibraryFile unpack(URL url, Path folder) throws LibraryUnavailableException {
    MessageDigest digest = Sha256.digest();
    String name = Path.of(url.getPath()).getFileName().toString();
    try (InputStream content = new DigestInputStream(url.openStream(), digest)) {
      Path file = Files.createTempFile(folder, "", name);
      try {
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
      return new LibraryFile(file.toFile(), Sha256.hex(digest));
    } catch (IOException e) {
      throw new LibraryUnavailableException(
          "cannot unpack "
              + url
              + " into "
              + folder
              + ": "
              + e.getMessage()
              + " (-D"
              + NativesFolder.PROPERTY
              + " names another folder)");
    }
  }

  /** Rejects a file that changed since it was unpacked. */
  private void requireUnchanged() throws LibraryUnavailableException {
    String got;
    try (InputStream content = Files.newInputStream(file.toPath(), LinkOption.NOFOLLOW_LINKS)) {
      got = Sha256.of(content);
    } catch (IOException e) {
      throw new LibraryUnavailableException("cannot read " + file + ": " + e.getMessage());
    }
    if (!got.equals(sha256)) {
      throw new LibraryUnavailableException(
          file
              + " was changed after it was unpacked: expected SHA-256 "
              + sha256
              + ", got "
              + got
              + " (-D"
              + NativesFolder.PROPERTY
              + " names another folder)");
    }
  }

  NativeLibrary open() throws LibraryUnavailableException {
    if (sha256 != null) {
      requireUnchanged();
    }
    if (file.exists()) {
      ElfFile.requireWhole(file);
    }
    try {
      return NativeLibrary.getInstance(file.getAbsolutePath(), OPTIONS);
    } catch (UnsatisfiedLinkError e) {
      throw new LibraryUnavailableException("cannot load " + file + ": " + Remedies.after(e));
    }
  }

  /**
   * Opens a library that speaks this jar's version of {@code ferro.h}.
   *
   * @param name the name of the library, for messages: {@code "Ferro's CPU library"}
   */
  NativeLibrary openFerro(String name) throws LibraryUnavailableException {
    NativeLibrary library = open();
    int version;
    try {
      // Before any other function is looked up, because another version may lack some.
      version = library.getFunction("ferro_abi_version").invokeInt(new Object[0]);
    } catch (UnsatisfiedLinkError e) {
      throw isNot(name, e);
    }
    if (version != FerroApi.ABI_VERSION) {
      throw new LibraryUnavailableException(
          file
              + " speaks version "
              + version
              + " of ferro.h, this jar version "
              + FerroApi.ABI_VERSION);
    }
    return library;
  }

  LibraryUnavailableException isNot(String name, UnsatisfiedLinkError cause) {
    return new LibraryUnavailableException(file + " is not " + name + ": " + Remedies.line(cause));
  }
}
