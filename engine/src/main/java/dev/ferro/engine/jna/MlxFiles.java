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

  private MlxFiles() {}

  /** {@code folder} or its {@code lib}: whichever holds the files. */
  static Path require(Path folder) throws MlxMissing {
    for (Path candidate : List.of(folder, folder.resolve("lib"))) {
      if (Files.exists(candidate.resolve(LIBRARY))) {
        for (String name : NEEDED) {
          if (!Files.isReadable(candidate.resolve(name))) {
            throw new MlxMissing("no readable " + name + " in " + candidate);
          }
        }
        return candidate.toAbsolutePath();
      }
    }
    throw new MlxMissing("no " + LIBRARY + " in " + folder + " or its lib");
  }
}
