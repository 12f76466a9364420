package dev.ferro.spark.internal.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian float32 values in a stream, through a small buffer. */
final class Floats {
  private static final int CHUNK = 1 << 14;

  private Floats() {}

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void write(OutputStream out, float[] values) throws IOException {
    ByteBuffer buffer = buffer();
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      buffer.asFloatBuffer().put(values, from, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
  }

  /** Reads {@code count} values into {@code into}, from an index on. */
  static void read(InputStream in, float[] into, int from, int count) throws IOException {
    ByteBuffer buffer = buffer();
    for (int done = 0; done < count; ) {
      int now = Math.min(CHUNK, count - done);
      if (in.readNBytes(buffer.array(), 0, now * Float.BYTES) < now * Float.BYTES) {
        throw new EOFException("the file ends within its values");
      }
      buffer.asFloatBuffer().get(into, from + done, now);
      done += now;
    }
  }
}
