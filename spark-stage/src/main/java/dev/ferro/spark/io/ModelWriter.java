package dev.ferro.spark.io;

import dev.ferro.spark.scoring.TrainedNetwork;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a model as a folder: Spark's {@code metadata}, {@code weights.safetensors}, and its
 * checksum in {@code sha256sum}'s form. The folder appears whole or not at all: it is written
 * beside its place and then renamed.
 */
public final class ModelWriter extends MLWriter {
  static final String WEIGHTS = "weights.safetensors";
  static final String CHECKSUM = WEIGHTS + ".sha256";

  private final Params model;
  private final TrainedNetwork network;

  /** A writer for the model that holds the network. */
  public ModelWriter(Params model, TrainedNetwork network) {
    this.model = model;
    this.network = network;
  }

  @Override
  public void save(String path) throws IOException {
    Path target = new Path(path);
    FileSystem files = target.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
    target = files.makeQualified(target);
    if (files.exists(target) && !shouldOverwrite()) {
      throw new IOException(
          "[save] expected a path that does not exist, got "
              + target
              + " (write().overwrite().save(path) replaces it)");
    }
    Path beside = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    try {
      saveImpl(beside.toString());
      if (shouldOverwrite()) {
        files.delete(target, true);
      }
      if (!files.rename(beside, target)) {
        throw new IOException("[save] could not rename " + beside + " to " + target);
      }
    } finally {
      files.delete(beside, true);
    }
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(model, path, sparkSession());
    byte[] weights = WeightsFile.encode(network);
    try {
      write(new Path(path, WEIGHTS), weights);
      String line = Checksum.sha256(weights) + "  " + WEIGHTS + "\n";
      write(new Path(path, CHECKSUM), line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("[save] could not write to " + path, e);
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    FileSystem files = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
    try (OutputStream out = files.create(file, false)) {
      out.write(bytes);
    }
  }
}
