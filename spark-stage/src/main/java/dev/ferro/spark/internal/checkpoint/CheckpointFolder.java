package dev.ferro.spark.internal.checkpoint;

import dev.ferro.spark.internal.io.Location;
import dev.ferro.spark.internal.io.Replacement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;

/** The files of {@link Checkpoints}: their names, and how they are written and removed. */
final class CheckpointFolder {
  private static final Pattern NAME = Pattern.compile("epoch-([0-9]{6,10})\\.safetensors");

  private final Location folder;

  private CheckpointFolder(Location folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, and creates it if it is missing.
   *
   * @throws IllegalArgumentException if it cannot be created, or no file can be written in it
   */
  static CheckpointFolder open(String path, Configuration hadoop) {
    Location folder = Location.of("checkpointDir", path, hadoop);
    try {
      folder.files().mkdirs(folder.path());
      Location probe = folder.child(".probe-" + UUID.randomUUID());
      try (OutputStream out = folder.files().create(probe.path(), false)) {
        out.write(0);
      } finally {
        folder.files().delete(probe.path(), false);
      }
      return new CheckpointFolder(folder);
    } catch (IOException | RuntimeException | FSError e) {
      throw new IllegalArgumentException(
          "[checkpointDir] expected a folder in which files can be written, got "
              + folder
              + ": "
              + Location.reason(e),
          e);
    }
  }

  /** The checkpoint of the latest epoch. */
  Optional<Location> newest() {
    List<Location> all = list();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * The checkpoints by epoch. If a killed fit moved one aside, it counts unless there is another
   * one for that epoch.
   */
  private List<Location> list() {
    List<Location> whole = list(name -> Optional.of(name));
    return whole.isEmpty() ? list(Replacement::placeOf) : whole;
  }

  private List<Location> list(Function<String, Optional<String>> place) {
    try {
      return Arrays.stream(folder.files().listStatus(folder.path()))
          .map(status -> status.getPath().getName())
          .filter(name -> place.apply(name).filter(n -> epoch(n) >= 0).isPresent())
          .sorted(Comparator.comparing(name -> epoch(place.apply(name).orElseThrow())))
          .map(folder::child)
          .toList();
    } catch (IOException | RuntimeException | FSError e) {
      throw failed("could not list " + folder, e);
    }
  }

  private static long epoch(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** Writes the checkpoint of an epoch, then removes the older ones. */
  void write(int epoch, CheckpointFile file) {
    List<Location> before = list();
    Location place = folder.child(String.format(Locale.ROOT, "epoch-%06d.safetensors", epoch));
    Replacement replacement = new Replacement(place);
    Location beside = replacement.beside();
    boolean isWritten = false;
    try {
      try (OutputStream out = folder.files().create(beside.path(), false)) {
        file.write(out);
      }
      isWritten = true;
      replacement.moveIn(beside, true);
    } catch (IOException | RuntimeException | FSError e) {
      if (!isWritten) {
        Replacement.remove(beside);
      }
      throw failed(
          "could not write "
              + place
              + (before.isEmpty() ? "" : "; kept: " + before.get(before.size() - 1)),
          e);
    }
    before.stream()
        .filter(older -> !older.path().equals(place.path()))
        .forEach(Replacement::remove);
  }

  /** Removes all checkpoints, and the leftovers of killed fits. */
  void clear() {
    list(name -> Optional.of(name)).forEach(Replacement::remove);
    list(Replacement::placeOf).forEach(Replacement::remove);
    list(Replacement::targetOf).forEach(Replacement::remove);
  }

  private static UncheckedIOException failed(String what, Throwable cause) {
    IOException io = cause instanceof IOException e ? e : new IOException(cause);
    return new UncheckedIOException("[checkpoint] " + what + ": " + Location.reason(cause), io);
  }
}
