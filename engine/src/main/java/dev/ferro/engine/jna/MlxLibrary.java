package dev.ferro.engine.jna;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.ferro.engine.Platform;
import dev.ferro.engine.internal.mlx.MlxHome;
import dev.ferro.engine.internal.mlx.MlxRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code libferro_mlx} on top of the node's {@code libmlx}. Both are loaded once per process, on
 * first use.
 *
 * <p>The node's MLX is loaded first, by its path. Ferro's library needs MLX by name, and so finds
 * exactly this one. The version is checked before that: MLX's C++ interface changes between patch
 * versions. Without the check, another version would fail with a list of missing symbols.
 */
final class MlxLibrary {
  private static final String FILE = "ferro_mlx";
  private static final String NAME = "Ferro's MLX library";

  /** {@code mlx::core::version()}, as C++ compilers on Linux and macOS write it. */
  private static final String VERSION_FUNCTION = "_ZN3mlx4core7versionEv";

  /** Kept, because JNA unloads a library without references. */
  private static final List<NativeLibrary> OPENED = new ArrayList<>();

  /**
   * The library, bound by JNA to an interface. A call takes a microsecond more than by direct
   * mapping. A turn in MLX's queue takes a hundred, so this does not matter.
   */
  interface MlxFerroApi extends FerroApi, Library {}

  private MlxLibrary() {}

  /** The node's MLX, searched once per process, on first use. */
  static MlxHome home() {
    return Home.FOUND;
  }

  private static final class Home {
    static final MlxHome FOUND = MlxHome.search(LibraryFile.PLATFORM);
  }

  static FerroLibrary get() {
    return Holder.LOADED;
  }

  private static final class Holder {
    static final FerroLibrary LOADED = FerroLibrary.by(MlxLibrary::load);
  }

  private static FerroApi load() throws LibraryUnavailableException {
    MlxHome home = home();
    if (home.folder() == null) {
      throw new LibraryUnavailableException(home.reason());
    }
    openFirst(home.folder());
    OPENED.add(openMlx(new LibraryFile(home.library().toFile())));
    Path beside = home.folder().resolve(System.mapLibraryName(FILE));
    return Files.exists(beside)
        ? bind(new LibraryFile(beside.toFile()))
        : LibraryFile.ofClasspath(
            FILE,
            "build Ferro on this platform where MLX " + MlxRelease.VERSION + " is",
            file -> bind(Platform.isMac() ? MlxLinkFolder.of(file, home.folder()) : file));
  }

  /**
   * A loader first looks for a needed library among those that are already loaded. It compares the
   * needed name with the name that each library gives itself. The names of pip's MLX agree.
   */
  private static void openFirst(Path folder) throws LibraryUnavailableException {
    for (String name : MlxRelease.OPENED_FIRST) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        OPENED.add(new LibraryFile(file.toFile()).open());
      }
    }
  }

  private static NativeLibrary openMlx(LibraryFile file) throws LibraryUnavailableException {
    NativeLibrary library = file.open();
    String version;
    try {
      version = library.getFunction(VERSION_FUNCTION).invokeString(new Object[0], false);
    } catch (UnsatisfiedLinkError e) {
      throw file.isNot("MLX", e);
    }
    if (!version.equals(MlxRelease.VERSION)) {
      throw new LibraryUnavailableException(
          "expected MLX " + MlxRelease.VERSION + ", got MLX " + version + " (" + file.file() + ")");
    }
    return library;
  }

  private static FerroApi bind(LibraryFile file) throws LibraryUnavailableException {
    file.openFerro(NAME);
    return Native.load(file.file().getAbsolutePath(), MlxFerroApi.class, LibraryFile.OPTIONS);
  }
}
