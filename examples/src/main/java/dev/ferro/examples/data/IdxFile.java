package dev.ferro.examples.data;

import dev.ferro.examples.job.JobException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Unsigned bytes in the IDX format of MNIST, compressed by gzip. The format has two zero bytes,
 * type 8, the number of dimensions, the dimensions as big-endian ints, then the values.
 *
 * @param shape dimensions, outermost first
 * @param values row-major
 */
record IdxFile(int[] shape, byte[] values) {
  private static final int UNSIGNED_BYTE = 8;
  private static final int MAX_DIMENSIONS = 4;

  /** Reads a file. A damaged one throws a JobException that names it. */
  static IdxFile read(Path file) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      return read(in);
    } catch (EOFException e) {
      throw new JobException(
          "[data] expected a complete IDX file, got a truncated one (" + file + ")", e);
    } catch (IOException e) {
      throw new JobException("[data] expected a gzip IDX file, got " + e + " (" + file + ")", e);
    } catch (IllegalArgumentException e) {
      throw new JobException("[data] " + e.getMessage() + " (" + file + ")", e);
    }
  }

  private static IdxFile read(DataInputStream in) throws IOException {
    int magic = in.readInt();
    int dimensions = magic & 0xff;
    require(
        magic >>> 8 == UNSIGNED_BYTE && dimensions >= 1 && dimensions <= MAX_DIMENSIONS,
        "expected an IDX file of unsigned bytes, got first bytes " + Integer.toHexString(magic));
    int[] shape = new int[dimensions];
    long count = 1;
    for (int i = 0; i < dimensions; i++) {
      shape[i] = in.readInt();
      count *= Math.max(0, shape[i]);
      require(
          shape[i] > 0 && count < Integer.MAX_VALUE,
          "expected positive dimensions and less than 2 GiB, got " + Arrays.toString(shape));
    }
    byte[] values = new byte[(int) count];
    in.readFully(values);
    require(in.read() < 0, "expected " + count + " values, got more");
    return new IdxFile(shape, values);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Number of items: the outermost dimension. */
  int size() {
    return shape[0];
  }

  /** One item's values. */
  byte[] item(int index) {
    int width = values.length / size();
    return Arrays.copyOfRange(values, index * width, (index + 1) * width);
  }
}
