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
 * Where this process unpacks the native libraries that it opens, JNA's own among them: the first
 * folder of a few that is private and can be written to.
 */
final class NativesFolder {
  /** System property, JNA's: where to unpack. */
  static final String PROPERTY = "jna.tmpdir";

  /** In the cache. */
  private static final String NAME = "natives";

  private NativesFolder() {}

  /**
   * The folder; JNA uses it as well, unless JNA is at work already and has its own.
   *
   * @throws LibraryUnavailableException with the reason against every folder that was looked at
   */
  static Path get() throws LibraryUnavailableException {
    if (Holder.FOUND.folder == null) {
      throw new LibraryUnavailableException(Holder.FOUND.reason);
    }
    return Holder.FOUND.folder;
  }

  /** To be called before anything of JNA's is loaded: JNA unpacks its own library right then. */
  static void prepareJna() throws LibraryUnavailableException {
    if (!Boolean.getBoolean("jna.nounpack")) {
      get();
    }
  }

  /** A folder that may do. */
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
      // Where a cluster manager gives each container its own, below a folder of the manager's user.
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

  /** A folder of ours in it: what else lies there is not ours to close to others. */
  private static Path ofProperty(String named) throws IOException {
    Path folder = Path.of(named);
    // Under another class loader this class may have set the property.
    return PrivateFolder.create(
        folder.endsWith(CacheFolder.own()) ? folder : folder.resolve(CacheFolder.own()));
  }
}
