package dev.ferro.engine.jna;

import dev.ferro.engine.internal.files.CacheFolder;
import dev.ferro.engine.internal.files.PrivateFolder;
import dev.ferro.engine.internal.files.ProcessUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder into which this process unpacks native libraries, including JNA's own. It is the first
 * candidate that is private and writable.
 */
final class NativesFolder {
  /** JNA's system property for the folder to unpack into. */
  static final String PROPERTY = "jna.tmpdir";

  /** Its name in the cache. */
  private static final String NAME = "natives";

  private NativesFolder() {}

  /**
   * The folder. JNA uses it as well, unless JNA is already in use and has its own.
   *
   * @throws LibraryUnavailableException with the reason against every candidate
   */
  static Path get() throws LibraryUnavailableException {
    if (Holder.FOUND.folder == null) {
      throw new LibraryUnavailableException(Holder.FOUND.reason);
    }
    return Holder.FOUND.folder;
  }

  /** Call this before any class of JNA is loaded: JNA unpacks its own library at once. */
  static void prepareJna() throws LibraryUnavailableException {
    if (!Boolean.getBoolean("jna.nounpack")) {
      get();
    }
  }

  /** A candidate for the folder. */
  record Candidate(String name, Maker maker) {}

  /** Finds or makes a folder. */
  interface Maker {
    Path make() throws IOException;
  }

  /** The folder, or why there is none. */
  record Found(Path folder, String reason) {}

  private static final class Holder {
    static final Found FOUND = find(candidates());

    static {
      if (FOUND.folder != null) {
        System.setProperty(PROPERTY, FOUND.folder.toString());
      }
    }
  }

  private static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    String named = System.getProperty(PROPERTY, "");
    if (!named.isBlank()) {
      candidates.add(new Candidate("-D" + PROPERTY, () -> ofProperty(named)));
    }
    candidates.add(
        new Candidate(
            "the cache", () -> PrivateFolder.create(CacheFolder.ofThisUser().resolve(NAME))));
    candidates.add(
        new Candidate("java.io.tmpdir", () -> PrivateFolder.createIn(CacheFolder.temporary())));
    if (ProcessUser.isPosix()) {
      // Some cluster managers give each container a java.io.tmpdir below a folder of the manager's
      // user. Then this one is left.
      candidates.add(new Candidate("/tmp", () -> PrivateFolder.createIn(Path.of("/tmp"))));
    }
    return candidates;
  }

  static Found find(List<Candidate> candidates) {
    List<String> reasons = new ArrayList<>();
    for (Candidate candidate : candidates) {
      try {
        Path folder = candidate.maker.make();
        Files.delete(Files.createTempFile(folder, "probe", null));
        return new Found(folder, null);
      } catch (AccessDeniedException e) {
        reasons.add(candidate.name + ": no access to " + e.getFile());
      } catch (IOException | InvalidPathException e) {
        reasons.add(candidate.name + ": " + e.getMessage());
      }
    }
    return new Found(
        null,
        "no private folder to unpack native libraries into ("
            + String.join("; ", reasons)
            + "; -D"
            + PROPERTY
            + "=DIR names another)");
  }

  /**
   * Makes a folder of ours inside the named one. Other files there may belong to others, so its
   * mode stays.
   */
  private static Path ofProperty(String named) throws IOException {
    Path folder = Path.of(named);
    // This class may have set the property already, under another class loader.
    return PrivateFolder.create(
        folder.endsWith(CacheFolder.own()) ? folder : folder.resolve(CacheFolder.own()));
  }
}
