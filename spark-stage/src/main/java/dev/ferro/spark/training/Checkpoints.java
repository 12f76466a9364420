package dev.ferro.spark.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fit's checkpoints in a folder: the newest file counts, and it appears whole or not at all. A
 * fit that ends well removes them.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String PREFIX = "epoch-";
  private static final String SUFFIX = ".safetensors";

  private final TrainingSettings.Checkpointing settings;
  private final Fingerprint fingerprint;
  private final Path folder;
  private final FileSystem files;

  private Checkpoints(
      TrainingSettings.Checkpointing settings,
      Fingerprint fingerprint,
      Path folder,
      FileSystem files) {
    this.settings = settings;
    this.fingerprint = fingerprint;
    this.folder = folder;
    this.files = files;
  }

  /** The folder of the settings, made if it is not there; without one, nothing is kept. */
  static Checkpoints open(
      TrainingSettings.Checkpointing settings, Fingerprint fingerprint, Configuration hadoop) {
    if (settings.folder() == null) {
      return new Checkpoints(settings, fingerprint, null, null);
    }
    try {
      Path folder = new Path(settings.folder());
      FileSystem files = folder.getFileSystem(hadoop);
      files.mkdirs(folder);
      return new Checkpoints(settings, fingerprint, files.makeQualified(folder), files);
    } catch (IOException | FSError e) {
      throw failed("could not make the folder " + settings.folder(), e);
    }
  }

  /**
   * What the newest checkpoint holds.
   *
   * @throws IllegalArgumentException naming the file, when it is damaged or of another fit
   */
  Optional<Snapshot> latest(int maxIter) {
    List<Path> all = list();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Path newest = all.get(all.size() - 1);
    try (InputStream in = files.open(newest)) {
      Snapshot snapshot = CheckpointFile.decode(in.readAllBytes(), fingerprint);
      if (snapshot.epochs() > maxIter) {
        throw new IllegalArgumentException(
            "after " + snapshot.epochs() + " epochs, more than the maxIter of " + maxIter);
      }
      return Optional.of(snapshot);
    } catch (IOException | FSError e) {
      throw failed("could not read " + newest, e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "[checkpoint] expected a checkpoint of this fit, got "
              + newest
              + ": "
              + e.getMessage()
              + " (remove it to start anew, or set another checkpointDir)",
          e);
    }
  }

  /** Whether a checkpoint is due after so many epochs. */
  boolean isDue(int epoch) {
    return folder != null && epoch % settings.interval() == 0;
  }

  /** How many more epochs after these make a checkpoint due. */
  int epochsToNext(int epoch) {
    return folder == null ? Integer.MAX_VALUE : settings.interval() - epoch % settings.interval();
  }

  /** Writes a checkpoint, then removes the ones before. */
  void write(Snapshot snapshot) {
    List<Path> before = list();
    String name = String.format(Locale.ROOT, "%s%06d%s", PREFIX, snapshot.epochs(), SUFFIX);
    Path file = new Path(folder, name);
    Path beside = new Path(folder, "." + name + "." + UUID.randomUUID());
    try {
      try (OutputStream out = files.create(beside, false)) {
        out.write(CheckpointFile.encode(snapshot, fingerprint));
      }
      files.delete(file, false);
      if (!files.rename(beside, file)) {
        throw new IOException("could not rename " + beside);
      }
    } catch (IOException | FSError e) {
      remove(beside);
      throw failed(
          "could not write "
              + file
              + (before.isEmpty() ? "" : "; kept: " + before.get(before.size() - 1)),
          e);
    }
    before.stream().filter(older -> !older.getName().equals(name)).forEach(this::remove);
  }

  /** Removes them all: the fit has ended well. */
  void clear() {
    list().forEach(this::remove);
  }

  private List<Path> list() {
    if (folder == null) {
      return List.of();
    }
    try {
      return Arrays.stream(files.listStatus(folder))
          .map(FileStatus::getPath)
          .filter(path -> path.getName().startsWith(PREFIX) && path.getName().endsWith(SUFFIX))
          .sorted(Comparator.comparing(Path::getName))
          .toList();
    } catch (IOException | FSError e) {
      throw failed("could not list " + folder, e);
    }
  }

  /** What cannot be removed does no harm but to the disk. */
  private void remove(Path file) {
    try {
      files.delete(file, false);
    } catch (IOException | FSError e) {
      LOG.warn("Ferro could not remove {}: {}", file, e.toString());
    }
  }

  private static UncheckedIOException failed(String what, Throwable cause) {
    IOException io = cause instanceof IOException e ? e : new IOException(cause);
    return new UncheckedIOException("[checkpoint] " + what + ": " + reason(cause), io);
  }

  private static String reason(Throwable cause) {
    return cause instanceof FSError && cause.getCause() != null
        ? cause.getCause().getMessage()
        : cause.toString();
  }
}
