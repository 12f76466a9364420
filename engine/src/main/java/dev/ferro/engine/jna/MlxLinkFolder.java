package dev.ferro.engine.jna;

import dev.ferro.engine.internal.mlx.MlxRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a copy of Ferro's library and, beside it, links to MLX's files. Ferro's library
 * needs {@code @rpath/libmlx.dylib}. The libmlx of pip gives itself that name, so macOS finds it
 * once it is loaded. The libmlx of Homebrew, or one built by hand, may give itself a path instead.
 * macOS then finds it by the link.
 */
final class MlxLinkFolder {
  private MlxLinkFolder() {}

  /**
   * A copy of Ferro's library, with links to all of MLX's files beside it. Deleted when the JVM
   * ends.
   */
  static LibraryFile of(LibraryFile library, Path mlx) throws LibraryUnavailableException {
    try {
      Path folder = Files.createTempDirectory(NativesFolder.get(), "mlx");
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve(library.file().getName());
      Files.copy(library.file().toPath(), copy);
      copy.toFile().deleteOnExit();
      for (String name : MlxRelease.FILES) {
        Path link = Files.createSymbolicLink(folder.resolve(name), mlx.resolve(name));
        link.toFile().deleteOnExit();
      }
      return new LibraryFile(copy.toFile(), library.sha256());
    } catch (IOException e) {
      throw new LibraryUnavailableException(
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
