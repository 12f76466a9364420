package dev.ferro.engine.jna;

import com.sun.jna.Platform;
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
    Path home = Path.of(System.getProperty("user.home"));
    if (Platform.isMac()) {
      return home.resolve("Library/Caches/ferro");
    }
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    // Relative paths are to be ignored: XDG Base Directory Specification.
    return (xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".cache")).resolve("ferro");
  }
}
