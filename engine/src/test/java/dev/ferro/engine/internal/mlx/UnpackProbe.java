package dev.ferro.engine.internal.mlx;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Runs in a child JVM: prints which file it took MLX from, down to the inode, or why none. */
final class UnpackProbe {
  private UnpackProbe() {}

  public static void main(String[] arguments) throws Exception {
    try {
      Path library =
          MlxLocation.Jar.onClasspath(Platform.RESOURCE_PREFIX)
              .folder()
              .resolve(MlxRelease.LIBRARY);
      System.out.println(
          library + " " + Files.readAttributes(library, BasicFileAttributes.class).fileKey());
    } catch (MlxNotFoundException e) {
      System.out.println(e.getMessage());
    }
  }
}
