package dev.ferro.engine.jna;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds Linux libraries that are truncated. Linux maps such a file, and kills the whole process
 * when something reads the missing part. Other systems reject the file themselves.
 */
final class ElfFile {
  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;

  private ElfFile() {}

  /** Accepts complete libraries, and files that are not libraries: loading those fails later. */
  static void requireWhole(File file) throws LibraryUnavailableException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      if (in.length() < 64) {
        return;
      }
      ByteBuffer header = read(in, 0, 64);
      if (header.getInt(0) == MAGIC
          && header.get(4) == CLASS_64
          && header.get(5) == LITTLE_ENDIAN) {
        requireSegments(in, header, file);
      }
    } catch (EOFException e) {
      throw cutShort(file);
    } catch (IOException e) {
      throw new LibraryUnavailableException("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void requireSegments(RandomAccessFile in, ByteBuffer header, File file)
      throws IOException, LibraryUnavailableException {
    long table = header.getLong(0x20);
    int size = Short.toUnsignedInt(header.getShort(0x36));
    int count = Short.toUnsignedInt(header.getShort(0x38));
    for (int i = 0; i < count; i++) {
      ByteBuffer segment = read(in, table + (long) i * size, size);
      if (segment.getLong(0x08) + segment.getLong(0x20) > in.length()) {
        throw cutShort(file);
      }
    }
  }

  private static LibraryUnavailableException cutShort(File file) {
    return new LibraryUnavailableException(
        "cannot load " + file + ": it was cut short (install it again)");
  }

  private static ByteBuffer read(RandomAccessFile in, long at, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.seek(at);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
