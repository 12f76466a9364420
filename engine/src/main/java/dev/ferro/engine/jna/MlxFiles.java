package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of MLX that a process needs, side by side in one folder. */
final class MlxFiles {
  static final String LIBRARY = System.mapLibraryName("mlx");

  /** What a Mac needs: MLX looks for its Metal kernels beside its library. */
  static final List<String> OF_A_MAC = List.of(LIBRARY, "mlx.metallib");

  static final List<String> NEEDED = Platform.isMac() ? OF_A_MAC : List.of(LIBRARY);

  /**
   * Libraries that lie beside MLX's own and must be opened before it. The MLX that pip installs on
   * macOS 26 needs {@code @rpath/libjaccl.dylib} and has no rpath to find it by. Other packages of
   * MLX do not have this library and do not need it.
   */
  static final List<String> OPENED_FIRST = List.of(System.mapLibraryName("jaccl"));

  private MlxFiles() {}

  /** {@code folder} or its {@code lib}: whichever holds the files. */
  static Path require(Path folder) throws MlxMissing {
    return require(folder, NEEDED);
  }

  static Path require(Path folder, List<String> needed) throws MlxMissing {
    for (Path candidate : List.of(folder, folder.resolve("lib"))) {
      if (Files.exists(candidate.resolve(LIBRARY))) {
        for (String name : needed) {
          if (!Files.isReadable(candidate.resolve(name))) {
            throw new MlxMissing("no readable " + name + " in " + candidate);
          }
          // macOS checks the signatures of libraries itself.
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
