package dev.ferro.engine.internal.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Folders in which only this process's user and root can add or swap a file. So an unpacked file is
 * still the same when it is opened. Links are resolved once, and their target is checked and used.
 * If files have no owners here, nothing is checked.
 */
public final class PrivateFolder {
  private static final int OTHERS_WRITE = 022;
  private static final int OTHERS = 077;
  private static final int STICKY = 01000;
  private static final int MODE = 07777;

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(OWNER_ALONE);

  private PrivateFolder() {}

  /**
   * Creates the folder with mode 0700, unless it exists.
   *
   * @return its path without links
   * @throws IOException with the reason why the folder is not private
   */
  public static Path create(Path wanted) throws IOException {
    Path path = wanted.toAbsolutePath().normalize();
    if (!ProcessUser.isPosix() || path.getParent() == null) {
      return Files.createDirectories(path);
    }
    Path folder = parent(path.getParent()).resolve(path.getFileName());
    createOne(folder);
    requireOwn(folder);
    return folder;
  }

  /**
   * Creates a new folder of mode 0700 in a folder such as {@code /tmp}. It is deleted when the JVM
   * ends, if it is empty.
   */
  public static Path createIn(Path shared) throws IOException {
    Path parent = shared.toRealPath();
    if (ProcessUser.isPosix()) {
      requireNobodySwaps(parent);
    }
    Path folder = Files.createTempDirectory(parent, "ferro");
    folder.toFile().deleteOnExit();
    if (ProcessUser.isPosix()) {
      requireOwn(folder);
    }
    return folder;
  }

  /**
   * Whether root provides this folder to other users, and nobody else can change its content. An
   * image may have such a folder.
   */
  static boolean isRoots(Path folder) {
    try {
      if (!ProcessUser.isPosix()
          || ProcessUser.id() == ProcessUser.ROOT
          || !Files.isDirectory(folder)) {
        return false;
      }
      Path real = folder.toRealPath();
      requireNobodySwaps(real);
      Owned owned = Owned.of(real);
      return owned.user == ProcessUser.ROOT && (owned.mode & OTHERS_WRITE) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this is a file, not a link, and only this user and root may write to it. */
  static boolean isSafe(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!ProcessUser.isPosix()) {
      return true;
    }
    Owned owned = Owned.of(file);
    return owned.isTrusted() && (owned.mode & OTHERS_WRITE) == 0;
  }

  /** The real path of a parent folder. Creates it, and its own parents, if they are missing. */
  private static Path parent(Path folder) throws IOException {
    try {
      Path real = folder.toRealPath();
      requireNobodySwaps(real);
      return real;
    } catch (NoSuchFileException e) {
      if (folder.getParent() == null || Files.isSymbolicLink(folder)) {
        throw new FileSystemException(folder.toString(), null, "leads nowhere");
      }
      Path made = parent(folder.getParent()).resolve(folder.getFileName());
      createOne(made);
      requireNobodySwaps(made);
      return made;
    }
  }

  private static void createOne(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectory(folder, FOR_OWNER_ALONE);
      } catch (FileAlreadyExistsException e) {
        // Another process made it meanwhile. It is checked all the same.
      }
    }
  }

  private static void requireOwn(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw refused(folder, "is a symbolic link");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder + ": Not a directory");
    }
    Owned owned = Owned.of(folder);
    if (ProcessUser.id() < 0) {
      throw refused(folder, "cannot be checked: the user of this process is unknown");
    }
    if (owned.user != ProcessUser.id()) {
      throw refused(folder, "belongs to " + owned.name() + ", not to the user of this process");
    }
    if ((owned.mode & OTHERS_WRITE) != 0) {
      // Not repaired, because others may already have changed the content.
      throw refused(folder, "can be written to by other users (" + owned.modeText() + ")");
    }
    if ((owned.mode & OTHERS) != 0) {
      Files.setPosixFilePermissions(folder, OWNER_ALONE);
    }
  }

  /** A user who may write to a folder may replace any folder in it. */
  private static void requireNobodySwaps(Path real) throws IOException {
    for (Path folder = real; folder != null; folder = folder.getParent()) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(folder + ": Not a directory");
      }
      Owned owned = Owned.of(folder);
      if (!owned.isTrusted()) {
        throw refused(folder, "belongs to " + owned.name() + ", who can swap what is in it");
      }
      if ((owned.mode & OTHERS_WRITE) != 0 && (owned.mode & STICKY) == 0) {
        throw refused(
            folder,
            "can be written to by other users, who can swap what is in it ("
                + owned.modeText()
                + " without the sticky bit)");
      }
    }
  }

  private static IOException refused(Path folder, String reason) {
    return new IOException(folder + " " + reason);
  }

  /** Owner and permissions of a file. Links are not followed. */
  private record Owned(Path path, int user, int mode) {
    static Owned of(Path path) throws IOException {
      Map<String, Object> values =
          Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
      return new Owned(path, (Integer) values.get("uid"), (Integer) values.get("mode") & MODE);
    }

    boolean isTrusted() {
      return user == ProcessUser.ROOT || user == ProcessUser.id();
    }

    String name() throws IOException {
      return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    String modeText() {
      return "mode " + Integer.toOctalString(mode);
    }
  }
}
