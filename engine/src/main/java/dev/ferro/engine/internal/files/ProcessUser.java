package dev.ferro.engine.internal.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The user who runs this process, as files show it: the name that Java itself has may be anything.
 */
public final class ProcessUser {
  /** The user who may do everything. */
  static final int ROOT = 0;

  /** Where nothing shows the user: nobody's number. */
  private static final int UNKNOWN = -1;

  private ProcessUser() {}

  /** Whether files here have owners and modes; Windows' do not. */
  public static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  /** The number of the user who owns what this process creates. */
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
      // Linux shows programs with rights of their own as root's.
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
