package dev.ferro.spark.internal.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with a saved stage, as a reader sees it. Another save may replace it meanwhile. Then the
 * reader starts again, so it never mixes the files of two saves.
 */
final class SavedFolder {
  private static final Logger LOG = LoggerFactory.getLogger(SavedFolder.class);
  private static final String METADATA = "metadata";
  private static final String NONE = "none";

  /** Metadata of some half a million thresholds. */
  private static final int LONGEST = 1 << 24;

  /** How long a reader keeps starting again. */
  private static final long PATIENCE_MILLIS = 10_000;

  /** How long a folder may be missing while a save replaces it. */
  private static final long GONE_MILLIS = 500;

  private static final int PAUSE_MILLIS = 10;

  private final Location location;
  private final String kind;

  private SavedFolder(Location location, String kind) {
    this.location = location;
    this.kind = kind;
  }

  /**
   * Reads a saved stage.
   *
   * @param kind the expected stage, for messages
   * @param load reads the folder. Called again if the folder was replaced meanwhile
   * @throws IllegalArgumentException if that fails. The message names the file and what is wrong
   */
  static <T> T read(Location place, String kind, Function<SavedFolder, T> load) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    long gone = 0;
    while (true) {
      SavedFolder folder = new SavedFolder(find(place, kind), kind);
      String before = folder.stamp();
      RuntimeException failure = null;
      try {
        T loaded = load.apply(folder);
        if (before != null && before.equals(folder.stamp())) {
          return loaded;
        }
      } catch (RuntimeException e) {
        failure = e;
      }
      gone = before == null ? gone + PAUSE_MILLIS : 0;
      boolean unchanged = before == null ? gone > GONE_MILLIS : before.equals(folder.stamp());
      if (failure != null && (unchanged || System.nanoTime() > end)) {
        throw failure instanceof IllegalArgumentException
            ? failure
            : folder.refuse(folder.location, Location.reason(failure), failure);
      }
      if (System.nanoTime() > end) {
        throw folder.refuse(
            place, "other saves replaced it again and again while it was read", null);
      }
      pause();
    }
  }

  /** The place itself, or the newest folder that a killed save had moved aside. */
  private static Location find(Location place, String kind) {
    SavedFolder folder = new SavedFolder(place, kind);
    try {
      for (long waited = 0; ; waited += PAUSE_MILLIS) {
        if (place.exists()) {
          return place;
        }
        List<Location> aside =
            place.path().getParent() == null ? List.of() : new Replacement(place).aside();
        // Checked again, because a save may have ended in between.
        if (aside.isEmpty() && !place.exists()) {
          throw folder.refuse(place, "nothing is there", null);
        }
        if (!aside.isEmpty() && waited >= GONE_MILLIS) {
          LOG.warn(
              "Ferro loads {} from {}: the save that was to replace it was cut off. Save again, or"
                  + " rename that folder back",
              place,
              aside.get(0));
          return aside.get(0);
        }
        pause();
      }
    } catch (IOException | FSError e) {
      throw folder.refuse(place, Location.reason(e), e);
    }
  }

  /** Identifies this folder, as opposed to one that replaces it. Null if there is no folder. */
  private String stamp() {
    String metadata = hash(this::metadataFile);
    String checksum = hash(() -> location.child(ModelWriter.CHECKSUM).status());
    if (metadata.equals(NONE) && checksum.equals(NONE) && isGone()) {
      return null;
    }
    return metadata + checksum;
  }

  private String hash(Callable<FileStatus> file) {
    try {
      return Checksum.sha256(read(file.call()));
    } catch (Exception | FSError e) {
      return NONE;
    }
  }

  private boolean isGone() {
    try {
      return !location.exists();
    } catch (IOException | RuntimeException | FSError e) {
      return false;
    }
  }

  /** The text that Spark's reader takes: that of the folder's only file, or of the file itself. */
  String metadata() {
    try {
      return Utf8.decode(read(metadataFile()));
    } catch (IOException | RuntimeException | FSError e) {
      throw refuse(location.child(METADATA), Location.reason(e), e);
    }
  }

  private FileStatus metadataFile() throws IOException {
    Location metadata = location.child(METADATA);
    FileStatus status = metadata.status();
    if (status == null) {
      throw new IOException("nothing is there");
    }
    if (!status.isDirectory()) {
      return status;
    }
    List<FileStatus> texts =
        Arrays.stream(location.files().listStatus(metadata.path()))
            .filter(file -> !file.isDirectory() && file.getLen() > 0)
            .filter(file -> !file.getPath().getName().matches("[_.].*"))
            .toList();
    if (texts.size() != 1) {
      throw new IOException(
          "expected one file with text in it, got " + (texts.isEmpty() ? "none" : texts.size()));
    }
    return texts.get(0);
  }

  private byte[] read(FileStatus file) throws IOException {
    CompressionCodec codec =
        new CompressionCodecFactory(location.files().getConf()).getCodec(file.getPath());
    try (InputStream raw = location.files().open(file.getPath());
        InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("expected at most " + LONGEST + " bytes of text, got more");
      }
      return bytes;
    }
  }

  /** Throws for the metadata, or for one of its params. */
  IllegalArgumentException refuseMetadata(String cause, Throwable e) {
    return refuse(location.child(METADATA), cause, e);
  }

  /** Throws for a file of the folder. */
  IllegalArgumentException refuse(String name, String cause, Throwable e) {
    return refuse(location.child(name), cause, e);
  }

  private IllegalArgumentException refuse(Location file, String cause, Throwable e) {
    return new IllegalArgumentException(
        "[load] expected a saved " + kind + ", got " + file + ": " + cause, e);
  }

  Location location() {
    return location;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("[load] interrupted", e);
    }
  }
}
