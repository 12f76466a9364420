package dev.ferro.engine.internal.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The user of this process, as its files show it. Java's own user name may be anything. */
public final class ProcessUser {
  /** The user id of root. */
  static final int ROOT = 0;

  /** Stands for an unknown user. No user has this id. */
  private static final int UNKNOWN = -1;

  private ProcessUser() {}

  /** Whether files here have owners and modes. Those of Windows do not. */
  public static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  /** The id of the user who owns new files of this process. */
  static int id() {
    return Holder.ID;
  }

  private static final class Holder {
    static final int ID = isPosix() ? find() : UNKNOWN;

    private static int find() {
      int user = ofProcess();
      if (user > ROOT) {
        return user;
      }
      // Linux shows root as the owner of programs with extra capabilities.
      int owner = ofNewFile();
      return owner == UNKNOWN ? user : owner;
    }

    private static int ofProcess() {
      try {
        return owner(Path.of("/proc/self"));
      } catch (IOException e) {
        return UNKNOWN;
      }
    }

    private static int ofNewFile() {
      try {
        Path file = Files.createTempFile("ferro", null);
        try {
          return owner(file, LinkOption.NOFOLLOW_LINKS);
        } finally {
          Files.delete(file);
        }
      } catch (IOException e) {
        return UNKNOWN;
      }
    }

    private static int owner(Path path, LinkOption... options) throws IOException {
      return (Integer) Files.getAttribute(path, "unix:uid", options);
    }
  }
}
