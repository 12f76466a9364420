package dev.ferro.spark.internal.checkpoint;

import dev.ferro.spark.internal.io.Location;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;

/**
 * One fit's checkpoints in a folder. The newest file counts. It appears completely or not at all. A
 * fit that succeeds removes its checkpoints.
 */
public final class Checkpoints {
  private final int interval;
  private final CheckpointFolder folder;
  private Location newest;
  private CheckpointFile found;
  private Fingerprint fingerprint;

  private Checkpoints(int interval, CheckpointFolder folder) {
    this.interval = interval;
    this.folder = folder;
  }

  /**
   * Opens the settings' folder, and creates it if it is missing. Without a folder, no checkpoints
   * are written. Checks everything that is known before any row is read.
   *
   * @param fingerprint the settings' part
   * @param maxIter most epochs of the fit
   * @throws IllegalArgumentException if the folder cannot be used, or if its newest checkpoint is
   *     damaged, from other settings, or after more epochs. The message names the file
   */
  public static Checkpoints open(
      TrainingSettings.Checkpointing settings,
      Fingerprint fingerprint,
      int maxIter,
      Configuration hadoop) {
    if (settings.folder() == null) {
      return new Checkpoints(settings.interval(), null);
    }
    Checkpoints checkpoints =
        new Checkpoints(settings.interval(), CheckpointFolder.open(settings.folder(), hadoop));
    checkpoints.find(fingerprint, maxIter);
    return checkpoints;
  }

  private void find(Fingerprint settings, int maxIter) {
    newest = folder.newest().orElse(null);
    if (newest == null) {
      return;
    }
    try (InputStream in = newest.files().open(newest.path())) {
      found = CheckpointFile.read(in, newest.files().getFileStatus(newest.path()).getLen());
    } catch (IOException | RuntimeException | FSError e) {
      throw refuse(Location.reason(e), e);
    }
    requireSame(settings);
    int epochs = found.snapshot().epochs();
    if (epochs > maxIter) {
      throw refuse("after " + epochs + " epochs, more than the maxIter of " + maxIter, null);
    }
  }

  /**
   * Returns the newest checkpoint's snapshot, once. From now on checkpoints of this fit can be
   * written.
   *
   * @param whole fingerprint of the fit, including the data's part
   * @throws IllegalArgumentException if the checkpoint belongs to another fit. The message names
   *     the file
   */
  public Optional<Snapshot> resume(Fingerprint whole) {
    fingerprint = whole;
    if (found == null) {
      return Optional.empty();
    }
    requireSame(whole);
    Snapshot snapshot = found.snapshot();
    found = null;
    return Optional.of(snapshot);
  }

  private void requireSame(Fingerprint here) {
    List<String> differences = here.differences(found.fingerprint().values());
    if (!differences.isEmpty()) {
      throw refuse("from another fit: " + String.join(", ", differences), null);
    }
  }

  private IllegalArgumentException refuse(String cause, Throwable e) {
    return new IllegalArgumentException(
        "[checkpoint] expected a checkpoint of this fit, got "
            + newest
            + ": "
            + cause
            + " (remove it to start from the beginning, or set another checkpointDir)",
        e);
  }

  /** Whether a checkpoint is due after so many epochs. */
  public boolean isDue(int epoch) {
    return folder != null && epoch % interval == 0;
  }

  /** Epochs from here until a checkpoint is due. */
  public int epochsToNext(int epoch) {
    return folder == null ? Integer.MAX_VALUE : interval - epoch % interval;
  }

  /**
   * Writes a checkpoint, then removes the older ones.
   *
   * @throws java.io.UncheckedIOException if that fails. The message names the file, and the one
   *     that is kept
   */
  public void write(Snapshot snapshot) {
    folder.write(snapshot.epochs(), new CheckpointFile(snapshot, fingerprint));
  }

  /** Removes all checkpoints, because the fit succeeded. */
  public void clear() {
    if (folder != null) {
      folder.clear();
    }
  }
}
