package dev.ferro.bench.engine;

import dev.ferro.engine.Batch;
import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The rows for all runners of a shape: in memory for engines, and as files for other processes.
 * Files are written on first use. Closing deletes them.
 */
final class SharedRows implements AutoCloseable {
  private static final int CHUNK = 1 << 18;

  private final Batch rows;
  private final Path features;
  private final Path targets;

  /**
   * Creates shared rows.
   *
   * @param folder an existing folder for the files
   */
  SharedRows(Batch rows, Path folder) {
    this.rows = rows;
    this.features = folder.resolve("features.f32");
    this.targets = folder.resolve("targets.f32");
  }

  /** All rows. */
  Batch all() {
    return rows;
  }

  /**
   * Some of the rows, copied.
   *
   * @param from the first
   */
  Batch some(int from, int count) {
    Batch part = Batch.of(rows.spec(), count);
    int inputs = rows.spec().inputWidth();
    int outputs = rows.spec().targetWidth();
    part.features().put(0, rows.features(), from * inputs, count * inputs);
    part.targets().put(0, rows.targets(), from * outputs, count * outputs);
    part.setRows(count);
    return part;
  }

  /** Raw float32 in native byte order, {@code [rows, inputs]}. */
  Path featuresFile() {
    return written(features, rows.features());
  }

  /** Raw float32 in native byte order, {@code [rows, targets]}. */
  Path targetsFile() {
    return written(targets, rows.targets());
  }

  private static Path written(Path file, FloatBuffer values) {
    if (Files.exists(file)) {
      return file;
    }
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int from = 0; from < values.capacity(); from += CHUNK) {
        int count = Math.min(CHUNK, values.capacity() - from);
        bytes.clear().asFloatBuffer().put(0, values, from, count);
        bytes.limit(count * Float.BYTES);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      return file;
    } catch (IOException e) {
      throw new JobException("[bench-engine] could not write " + file + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(features);
      Files.deleteIfExists(targets);
    } catch (IOException e) {
      throw new JobException("[bench-engine] could not delete " + features + ": " + e, e);
    }
  }
}
