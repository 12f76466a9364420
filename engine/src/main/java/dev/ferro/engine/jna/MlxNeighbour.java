package dev.ferro.engine.jna;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder in which Ferro's library has MLX's files for neighbours, by links. Ferro's library asks
 * for {@code @rpath/libmlx.dylib}. That is the name of pip's, which macOS knows once it is loaded.
 * Homebrew's, or one built by hand, may have a path for a name: macOS then finds the loaded one
 * only through a file beside Ferro's library.
 */
final class MlxNeighbour {
  private MlxNeighbour() {}

  /** A copy of Ferro's library, with links to every file of MLX's beside it; gone with the JVM. */
  static LibraryFile of(LibraryFile library, Path mlx) throws Unusable {
    try {
      Path folder = Files.createTempDirectory(NativesFolder.get(), "mlx");
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve(library.file().getName());
      Files.copy(library.file().toPath(), copy);
      copy.toFile().deleteOnExit();
      for (String name : MlxFiles.NEEDED) {
        Path link = Files.createSymbolicLink(folder.resolve(name), mlx.resolve(name));
        link.toFile().deleteOnExit();
      }
      return new LibraryFile(copy.toFile(), library.sha256());
    } catch (IOException e) {
      throw new Unusable(
          "cannot copy "
              + library.file()
              + ": "
              + e
              + " (-D"
              + NativesFolder.PROPERTY
              + " names another folder)");
    }
  }
}
