package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** MLX as the jar for this platform carries it, when that jar is on the classpath: packed. */
record MlxJar(ClassLoader loader, Path cache) implements MlxPlace {
  static MlxJar onClasspath() {
    return new MlxJar(MlxJar.class.getClassLoader(), CacheFolder.ofThisUser().resolve("mlx"));
  }

  @Override
  public String name() {
    return "jar with MLX";
  }

  @Override
  public Path folder() throws MlxMissing {
    try {
      PackedFolder packed = PackedFolder.find(loader, Platform.RESOURCE_PREFIX + "/mlx");
      if (packed == null) {
        throw new MlxMissing("none for " + Platform.RESOURCE_PREFIX + " on the classpath");
      }
      Path folder = UnpackedFolder.of(packed, cache);
      // A file with the right to be executed that cannot be: its file system forbids it.
      if (!Files.isExecutable(folder.resolve(MlxFiles.LIBRARY))) {
        throw new MlxMissing(folder + " forbids execution" + CacheFolder.REMEDY);
      }
      return folder;
    } catch (AccessDeniedException e) {
      throw cannotUnpack("no access to " + e.getFile());
    } catch (IOException e) {
      throw cannotUnpack(e.getMessage());
    }
  }

  private MlxMissing cannotUnpack(String reason) {
    return new MlxMissing("cannot unpack into " + cache + ": " + reason + CacheFolder.REMEDY);
  }
}
