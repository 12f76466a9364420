package dev.ferro.engine.jna;

import com.sun.jna.Platform;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where this user's unpacked files stay from one process to the next. Nothing is lost with them:
 * they may be deleted whenever no process uses them.
 */
final class CacheFolder {
  /** System property: the folder. */
  static final String PROPERTY = "ferro.cache";

  /** Environment variable: the folder; the property wins. */
  static final String VARIABLE = "FERRO_CACHE";

  /** How to go elsewhere. */
  static final String REMEDY =
      " (-D" + PROPERTY + "=DIR or " + VARIABLE + "=DIR names another folder)";

  private CacheFolder() {}

  static Path ofThisUser() {
    String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (named != null && !named.isBlank()) {
      return Path.of(named).toAbsolutePath();
    }
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    // Relative paths are to be ignored: XDG Base Directory Specification.
    if (xdg.startsWith("/") && !Platform.isMac()) {
      return Path.of(xdg, "ferro");
    }
    Path home = home();
    if (home == null) {
      return temporary().resolve(own());
    }
    return home.resolve(Platform.isMac() ? "Library/Caches" : ".cache").resolve("ferro");
  }

  /** Null for users without one: the JVM then says {@code ?}, in the working folder so to speak. */
  private static Path home() {
    try {
      Path home = Path.of(System.getProperty("user.home", ""));
      return home.isAbsolute() ? home : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The JVM's folder for temporary files. */
  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  /** The name of this user's folder among others'. */
  static String own() {
    return "ferro-" + ProcessUser.id();
  }
}
