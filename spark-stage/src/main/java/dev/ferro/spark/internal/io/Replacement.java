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
 * Replaces a folder or file with a finished new one. The old one is moved aside, the new one is
 * moved in, then the old one is deleted. Whatever fails or is killed in between, one of them is
 * complete, at the place or beside it. Several writers may use one place at a time: the last one
 * wins.
 */
public final class Replacement {
  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  /** Attempts to move in. Each failed attempt found the result of another writer. */
  private static final int ATTEMPTS = 50;

  private static final int MAX_PAUSE_MILLIS = 20;

  /** File systems allow 255 bytes. The additions to the name take 60. */
  private static final int LONGEST_NAME = 150;

  private static final Pattern ASIDE = Pattern.compile("\\.(.+)\\.([0-9]{13})-[0-9a-f-]{36}\\.old");

  private static final Pattern NEW = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.new");

  private final Location place;

  /** Prepares to replace whatever is at a place. */
  public Replacement(Location place) {
    this.place = place;
  }

  /** A new name beside the place, for the new folder or file. */
  public Location beside() {
    return place.sibling("." + name() + "." + UUID.randomUUID() + ".new");
  }

  /** The part of the place's name that names beside it share. */
  private String name() {
    String name = place.path().getName();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length > LONGEST_NAME ? Checksum.sha256(bytes) : name;
  }

  /** The name of the place from which a folder or file of this name was moved aside. */
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

  /** Old folders or files that writers moved aside and did not delete, newest first. */
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
   * @param finished is {@link #beside} the place, and stays there on failure
   * @param overwrite whether an existing one may be replaced
   * @throws IOException if that fails. The message says where the new one and the old one are
   */
  public void moveIn(Location finished, boolean overwrite) throws IOException {
    List<Location> before = new ArrayList<>();
    try {
      // Listed first, so that all of these are older than the one that is moved in.
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

  /** Moves to an empty place. Fails if something is there. */
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
        // The JVM's own encoding cannot represent the name.
        rename(from, to);
        return;
      }
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      rename(from, to);
    }
  }

  /** Hadoop's rename moves a folder into an existing one. Such a move is undone. */
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

  /**
   * Puts the newest old one back, unless another is in place. Returns a text that says where it is.
   */
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

  /** Removes leftovers. Those that cannot be removed only take disk space. */
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
