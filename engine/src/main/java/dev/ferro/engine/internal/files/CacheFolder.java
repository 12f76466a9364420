package dev.ferro.engine.internal.files;

import dev.ferro.engine.Platform;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The folder in which this user's unpacked files stay from one process to the next. You may delete
 * them whenever no process uses them. The next process unpacks them again.
 */
public final class CacheFolder {
  /** System property that names the folder. */
  public static final String PROPERTY = "ferro.cache";

  /** Environment variable that names the folder. The property wins. */
  public static final String VARIABLE = "FERRO_CACHE";

  /** The remedy in messages: how to name another folder. */
  public static final String REMEDY =
      " (-D" + PROPERTY + "=DIR or " + VARIABLE + "=DIR names another folder)";

  private CacheFolder() {}

  /** The folder, which may not exist yet. */
  public static Path ofThisUser() {
    String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (named != null && !named.isBlank()) {
      return Path.of(named).toAbsolutePath();
    }
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    // The XDG Base Directory Specification requires relative paths to be ignored.
    if (xdg.startsWith("/") && !Platform.isMac()) {
      return Path.of(xdg, "ferro");
    }
    Path home = home();
    if (home == null) {
      return temporary().resolve(own());
    }
    return home.resolve(Platform.isMac() ? "Library/Caches" : ".cache").resolve("ferro");
  }

  /**
   * Null for users without a home folder. The JVM then says {@code ?}, which is no absolute path.
   */
  private static Path home() {
    try {
      Path home = Path.of(System.getProperty("user.home", ""));
      return home.isAbsolute() ? home : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The JVM's folder for temporary files. */
  public static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  /** The name of this user's folder inside a folder that users share. */
  public static String own() {
    return "ferro-" + ProcessUser.id();
  }

  /**
   * Lets one process work in a folder of the cache while the others wait. The lock only saves work.
   * If the file system has no locks, or the wait is too long, the caller continues without one.
   */
  static final class Lock implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    static Lock await(Path folder, Duration patience) throws IOException {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      long end = System.nanoTime() + patience.toNanos();
      while (isHeldElsewhere(channel) && System.nanoTime() < end) {
        try {
          Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      return new Lock(channel);
    }

    private static boolean isHeldElsewhere(FileChannel channel) {
      try {
        return channel.tryLock() == null;
      } catch (OverlappingFileLockException e) {
        return true; // by this process, through another class loader
      } catch (IOException e) {
        return false; // no locks on this file system
      }
    }

    /** Closing the file unlocks it. */
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
