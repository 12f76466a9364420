package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of MLX that a process needs, side by side in one folder. */
final class MlxFiles {
  static final String LIBRARY = System.mapLibraryName("mlx");

  /** MLX looks for its Metal kernels beside its library. */
  static final List<String> NEEDED =
      Platform.isMac() ? List.of(LIBRARY, "mlx.metallib") : List.of(LIBRARY);

  /**
   * What MLX's library needs of its package where it is there, and may not find by itself: the one
   * that pip installs on macOS 26 asks for this one as {@code @rpath/libjaccl.dylib}, and has no
   * rpath that leads to it. Older ones do without it, and so does the one in the jar.
   */
  static final List<String> OPENED_FIRST = List.of(System.mapLibraryName("jaccl"));

  private MlxFiles() {}

  /** {@code folder} or its {@code lib}: whichever holds the files. */
  static Path require(Path folder) throws MlxMissing {
    for (Path candidate : List.of(folder, folder.resolve("lib"))) {
      if (Files.exists(candidate.resolve(LIBRARY))) {
        for (String name : NEEDED) {
          if (!Files.isReadable(candidate.resolve(name))) {
            throw new MlxMissing("no readable " + name + " in " + candidate);
          }
          // macOS itself checks libraries, by their signatures.
          if (!name.equals(LIBRARY)) {
            PipRecord.requireSame(candidate.resolve(name).toAbsolutePath());
          }
        }
        return candidate.toAbsolutePath();
      }
    }
    throw new MlxMissing("no " + LIBRARY + " in " + folder + " or its lib");
  }
}
