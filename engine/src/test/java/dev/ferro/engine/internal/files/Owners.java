package dev.ferro.engine.internal.files;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Gives files to other users, and modes; skips the test where that cannot be done. */
public final class Owners {
  /** Somebody who is neither root nor who runs the tests. */
  private static final int SOMEBODY = 54_321;

  private Owners() {}

  public static void requirePosix() {
    assumeTrue(ProcessUser.isPosix(), "files here have no owners and modes");
  }

  /** A new folder of this mode: {@code 0777}. */
  public static Path folder(Path path, int mode) throws IOException {
    return withMode(Files.createDirectory(path), mode);
  }

  public static Path withMode(Path path, int mode) throws IOException {
    requirePosix();
    Files.setAttribute(path, "unix:mode", mode);
    return path;
  }

  public static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  public static Path ofSomebody(Path path) throws IOException {
    requirePosix();
    if (ProcessUser.id() != ProcessUser.ROOT) {
      abort("only root can give a file to another user");
    }
    Files.setAttribute(path, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
    return path;
  }
}
