package dev.ferro.spark.internal.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a finished folder or file in the place of another. The one before is moved aside, the new
 * one in, then the one before is deleted. Whatever fails or is killed between, one of them is whole
 * and lies at the place or beside it. Writers of one place may meet: the last one wins.
 */
public final class Replacement {
  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  /** Each attempt that fails found another writer's new one, moved in meanwhile. */
  private static final int ATTEMPTS = 50;

  private static final int MAX_PAUSE_MILLIS = 20;

  /** File systems take 255 bytes; what is added to the name takes 60. */
  private static final int LONGEST_NAME = 150;

  private static final Pattern ASIDE = Pattern.compile("\\.(.+)\\.([0-9]{13})-[0-9a-f-]{36}\\.old");

  private static final Pattern NEW = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.new");

  private final Location place;

  /** A replacement of what lies at a place, if anything does. */
  public Replacement(Location place) {
    this.place = place;
  }

  /** A new name beside the place, for what is to be moved in. */
  public Location beside() {
    return place.sibling("." + name() + "." + UUID.randomUUID() + ".new");
  }

  /** What the names beside the place have of its own. */
  private String name() {
    String name = place.path().getName();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length > LONGEST_NAME ? Checksum.sha256(bytes) : name;
  }

  /** The name of the place that a folder or file of this name was moved aside from. */
  public static Optional<String> placeOf(String name) {
    Matcher matcher = ASIDE.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The name of the place that a folder or file of this name was to be moved to. */
  public static Optional<String> targetOf(String name) {
    Matcher matcher = NEW.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String movedAt(String name) {
    Matcher matcher = ASIDE.matcher(name);
    return matcher.matches() ? matcher.group(2) : "";
  }

  /** What writers moved aside and did not delete, the newest first. */
  public List<Location> aside() throws IOException {
    FileStatus[] all;
    try {
      all = place.files().listStatus(place.path().getParent());
    } catch (FileNotFoundException e) {
      return List.of();
    }
    String ours = name();
    return Arrays.stream(all)
        .map(status -> status.getPath().getName())
        .filter(name -> placeOf(name).filter(ours::equals).isPresent())
        .sorted(Comparator.comparing(Replacement::movedAt).reversed())
        .map(place::sibling)
        .toList();
  }

  private Location newAside() {
    String id = System.currentTimeMillis() + "-" + UUID.randomUUID();
    return place.sibling("." + name() + "." + id + ".old");
  }

  /**
   * Moves a finished folder or file in.
   *
   * @param finished lies {@link #beside} the place, and stays there on failure
   * @param overwrite whether one that is there may be replaced
   * @throws IOException saying where the new one and the one before lie
   */
  public void moveIn(Location finished, boolean overwrite) throws IOException {
    List<Location> before = new ArrayList<>();
    try {
      // Listed first: what is aside now is older than what is moved in.
      List<Location> left = aside();
      moveIn(finished, overwrite, before);
      if (overwrite) {
        left.forEach(Replacement::remove);
      }
      before.forEach(Replacement::remove);
    } catch (IOException | RuntimeException | FSError e) {
      throw new IOException(
          "could not move "
              + finished
              + " to "
              + place
              + ": "
              + Location.reason(e)
              + " (the new one is whole and kept there"
              + putBack(before)
              + ")",
          e);
    }
  }

  private void moveIn(Location finished, boolean overwrite, List<Location> before)
      throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pause();
      }
      try {
        if (place.exists()) {
          if (!overwrite) {
            throw new ExistsException(place + " is there since");
          }
          Location aside = newAside();
          move(place, aside);
          before.add(aside);
        }
        move(finished, place);
        return;
      } catch (ExistsException e) {
        throw e;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Moves to a place where nothing is; fails where something is. */
  private static void move(Location from, Location to) throws IOException {
    FileStatus status = from.status();
    if (status == null) {
      throw new FileNotFoundException(from + " is gone");
    }
    if (from.files().getClass() == LocalFileSystem.class && status.isDirectory()) {
      LocalFileSystem local = (LocalFileSystem) from.files();
      java.nio.file.Path source;
      java.nio.file.Path target;
      try {
        source = local.pathToFile(from.path()).toPath();
        target = local.pathToFile(to.path()).toPath();
      } catch (InvalidPathException e) {
        // A name that the JVM's own encoding does not have.
        rename(from, to);
        return;
      }
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      rename(from, to);
    }
  }

  /** Hadoop's rename moves a folder into one that is there already: such a move is undone. */
  private static void rename(Location from, Location to) throws IOException {
    if (to.exists()) {
      throw new IOException(to + " is there");
    }
    if (!from.files().rename(from.path(), to.path())) {
      throw new IOException("the file system refused to rename " + from + " to " + to);
    }
    Location inside = to.child(from.path().getName());
    if (inside.exists()) {
      if (!from.files().rename(inside.path(), from.path())) {
        throw new IOException("could not take " + inside + " out of another's folder");
      }
      throw new IOException(to + " is there");
    }
  }

  /** Puts the newest of these back, unless another is in place. Says where it is. */
  private String putBack(List<Location> before) {
    if (before.isEmpty()) {
      return "";
    }
    Location newest = before.get(before.size() - 1);
    try {
      if (!place.exists()) {
        move(newest, place);
        return "; the one before is back in its place";
      }
      if (!newest.exists()) {
        return "";
      }
    } catch (IOException | RuntimeException | FSError e) {
      LOG.warn("Ferro could not move {} back to {}: {}", newest, place, e.toString());
    }
    return "; the one before is kept at " + newest;
  }

  /** What cannot be removed does no harm but to the disk. */
  public static void remove(Location what) {
    try {
      what.files().delete(what.path(), true);
    } catch (IOException | RuntimeException | FSError e) {
      LOG.warn("Ferro could not remove {}: {}", what, e.toString());
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, MAX_PAUSE_MILLIS + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static final class ExistsException extends IOException {
    private static final long serialVersionUID = 1L;

    ExistsException(String message) {
      super(message);
    }
  }
}
