package dev.ferro.engine.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code libferro_mlx} on top of the node's {@code libmlx}, both loaded once per process and when
 * first asked for.
 *
 * <p>The node's MLX comes first and by its path, so that Ferro's library, which asks for it by
 * name, meets this one and no other. Its version is checked before: MLX's C++ interface changes
 * between patch versions, and another one would be refused only by a list of missing symbols.
 */
final class MlxLibrary {
  /** The one version of MLX that Ferro is built against. */
  static final String VERSION = "0.32.4";

  private static final String NAME = "ferro_mlx";
  private static final String WHAT = "Ferro's MLX library";

  /** {@code mlx::core::version()}, as C++ compilers on Linux and macOS write it. */
  private static final String VERSION_FUNCTION = "_ZN3mlx4core7versionEv";

  /** Kept: JNA unloads a library that nothing refers to. */
  private static final List<NativeLibrary> OPENED = new ArrayList<>();

  private MlxLibrary() {}

  static LoadedFerro get() {
    return Holder.LOADED;
  }

  private static final class Holder {
    static final LoadedFerro LOADED = LoadedFerro.by(MlxLibrary::load);
  }

  private static Ferro load() throws Unusable {
    MlxHome home = MlxHome.get();
    if (home.folder() == null) {
      throw new Unusable(home.reason());
    }
    openFirst(home.folder());
    OPENED.add(openMlx(new LibraryFile(home.library().toFile())));
    Path beside = home.folder().resolve(System.mapLibraryName(NAME));
    return Files.exists(beside)
        ? bind(new LibraryFile(beside.toFile()))
        : LibraryFile.ofClasspath(
            NAME,
            "build Ferro on this platform where MLX " + VERSION + " is",
            file -> bind(Platform.isMac() ? MlxNeighbour.of(file, home.folder()) : file));
  }

  /**
   * A loader first looks for a needed library among those that are already loaded. It compares the
   * needed name with the name that each library gives itself. The names of pip's MLX agree.
   */
  private static void openFirst(Path folder) throws Unusable {
    for (String name : MlxFiles.OPENED_FIRST) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        OPENED.add(new LibraryFile(file.toFile()).open());
      }
    }
  }

  private static NativeLibrary openMlx(LibraryFile file) throws Unusable {
    NativeLibrary library = file.open();
    String version;
    try {
      version = library.getFunction(VERSION_FUNCTION).invokeString(new Object[0], false);
    } catch (UnsatisfiedLinkError e) {
      throw file.isNot("MLX", e);
    }
    if (!version.equals(VERSION)) {
      throw new Unusable(
          "expected MLX " + VERSION + ", got MLX " + version + " (" + file.file() + ")");
    }
    return library;
  }

  private static Ferro bind(LibraryFile file) throws Unusable {
    file.openFerro(WHAT);
    return Native.load(file.file().getAbsolutePath(), MlxFerro.class, LibraryFile.OPTIONS);
  }
}
