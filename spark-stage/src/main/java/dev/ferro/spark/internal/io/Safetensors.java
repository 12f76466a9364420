package dev.ferro.spark.internal.io;

import dev.ferro.spark.internal.io.SafetensorsHeader.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Float32 tensors and text in the safetensors format, which {@code mlx.core.load} and Python's
 * safetensors can read. A file has an 8-byte length, a JSON header of that length, then the values,
 * all little-endian.
 *
 * @param tensors by name, in file order
 * @param metadata free text by key
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /** The longest array that every JVM can make. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Writes the file. */
  public void write(OutputStream out) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    out.write(SafetensorsHeader.of(shapes, metadata).encode());
    for (Tensor tensor : tensors.values()) {
      Floats.write(out, tensor.values());
    }
  }

  /** The file's bytes. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a file. Allocates memory for the values only if the file's length matches its header.
   *
   * @param length of the file, in bytes
   * @throws IllegalArgumentException if it is damaged. The message says what is wrong
   */
  public static Safetensors read(InputStream in, long length) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.read(in, length);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Span> entry : header.tensors().entrySet()) {
      Span span = entry.getValue();
      if (span.count() > LONGEST_ARRAY) {
        throw new IllegalArgumentException(
            "expected fewer than 2^31 values of "
                + HeaderParser.quote(entry.getKey())
                + ", got "
                + span.count());
      }
      float[] values = new float[(int) span.count()];
      Floats.read(in, values, 0, values.length);
      tensors.put(entry.getKey(), Tensor.of(values, span.shape()));
    }
    return new Safetensors(tensors, header.metadata());
  }

  /**
   * Reads a file's bytes.
   *
   * @throws IllegalArgumentException if they are damaged. The message says what is wrong
   */
  public static Safetensors decode(byte[] bytes) {
    try {
      return read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
