package dev.ferro.spark.internal.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a stage as a folder with Spark's {@code metadata}. The folder appears completely or not at
 * all: it is written beside its place and then moved in. An old folder is kept until then, and put
 * back if the save fails.
 */
public class StageWriter extends MLWriter {
  private final Params stage;

  /** Creates a writer for a stage that only has params. */
  public StageWriter(Params stage) {
    this.stage = stage;
  }

  /**
   * Saves the stage.
   *
   * @throws IOException if the path exists and may not be overwritten, or if a file cannot be
   *     written. The message says where copies are
   * @throws IllegalArgumentException if the path's file system is not available
   */
  @Override
  public void save(String path) throws IOException {
    Location place = Location.of("save", path, sparkSession());
    Replacement replacement = new Replacement(place);
    Location beside = replacement.beside();
    boolean finished = false;
    try {
      if (!shouldOverwrite() && place.exists()) {
        throw new IOException(
            "[save] expected a path that does not exist, got "
                + place
                + " (write().overwrite().save(path) replaces it)");
      }
      try {
        saveImpl(beside.toString());
        finished = true;
      } finally {
        if (!finished) {
          Replacement.remove(beside);
        }
      }
    } catch (UncheckedIOException | FSError e) {
      throw new IOException("[save] could not write " + place + ": " + Location.reason(e), e);
    }
    try {
      replacement.moveIn(beside, shouldOverwrite());
    } catch (IOException e) {
      throw new IOException("[save] " + e.getMessage(), e);
    }
  }

  @Override
  public void saveImpl(String path) {
    Location folder = Location.of("save", path, sparkSession());
    // The layout is Spark's, but it is written here. So no executor is needed, and none can be lost
    // halfway.
    String json = DefaultParamsWriter.getMetadataToSave(stage, sparkSession()) + "\n";
    Location metadata = folder.child("metadata");
    write(metadata.child("part-00000"), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    write(metadata.child("_SUCCESS"), out -> {});
  }

  /** Writes a new file. */
  static void write(Location file, Contents contents) {
    try (OutputStream out = file.files().create(file.path(), false)) {
      contents.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the content of a file. */
  interface Contents {
    void writeTo(OutputStream out) throws IOException;
  }
}
