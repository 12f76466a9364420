package dev.ferro.examples.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files. */
final class Idx {
  static final int LABELS = 0x801;
  static final int IMAGES = 0x803;

  private Idx() {}

  static Path write(Path file, int magic, byte[] values, int... shape) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(magic);
      for (int dimension : shape) {
        out.writeInt(dimension);
      }
      out.write(values);
    }
    return file;
  }
}
