package dev.ferro.spark.io;

import dev.ferro.spark.scoring.TrainedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The network in a folder that {@link ModelWriter} saved, whatever the model. */
public final class WeightsFolder {
  private WeightsFolder() {}

  /**
   * Reads it.
   *
   * @param kind what is expected there, for messages
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public static TrainedNetwork read(String path, String kind, SparkSession spark) {
    Path file = new Path(path, ModelWriter.WEIGHTS);
    byte[] weights = bytes(file, kind, spark);
    String[] checksum =
        new String(bytes(new Path(path, ModelWriter.CHECKSUM), kind, spark), StandardCharsets.UTF_8)
            .split("\\s");
    if (!checksum[0].equals(Checksum.sha256(weights))) {
      throw refuse(
          file,
          kind,
          "its SHA-256 differs from " + ModelWriter.CHECKSUM + ": cut short or altered",
          null);
    }
    try {
      return WeightsFile.decode(weights);
    } catch (IllegalArgumentException e) {
      throw refuse(file, kind, e.getMessage(), e);
    }
  }

  private static byte[] bytes(Path file, String kind, SparkSession spark) {
    try {
      FileSystem files = file.getFileSystem(spark.sparkContext().hadoopConfiguration());
      try (InputStream in = files.open(file)) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw refuse(file, kind, e.toString(), e);
    }
  }

  private static IllegalArgumentException refuse(
      Path file, String kind, String cause, Throwable e) {
    return new IllegalArgumentException(
        "[load] expected a saved " + kind + ", got " + file + ": " + cause, e);
  }
}
