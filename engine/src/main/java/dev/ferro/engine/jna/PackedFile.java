package dev.ferro.engine.jna;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A file that a jar carries, compressed by xz.
 *
 * @param source where it lies; null when the jar lacks it
 * @param name its name when unpacked
 * @param size its bytes when unpacked
 * @param sha256 their SHA-256 in hexadecimal digits
 */
record PackedFile(URL source, String name, long size, String sha256) {
  /** Ends the names of files that are being unpacked. */
  static final String PART = ".part";

  /** Whether {@code folder} has this file, undamaged. */
  boolean isIn(Path folder) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file) || Files.size(file) != size) {
      return false;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return digest(content, OutputStream.nullOutputStream()).equals(sha256);
    }
  }

  /** Unpacks this file into {@code folder}, where it appears whole or not at all. */
  void unpackInto(Path folder) throws IOException {
    if (source == null) {
      throw new FileNotFoundException("the jar lacks " + name);
    }
    Path part = Files.createTempFile(folder, name, PART);
    try {
      String got;
      try (InputStream content = new XZInputStream(source.openStream());
          OutputStream file = new BufferedOutputStream(Files.newOutputStream(part))) {
        got = digest(content, file);
      }
      if (!got.equals(sha256)) {
        throw new IOException(source + " is damaged: expected SHA-256 " + sha256 + ", got " + got);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String digest(InputStream content, OutputStream copy) throws IOException {
    DigestInputStream digested = new DigestInputStream(content, Sha256.digest());
    digested.transferTo(copy);
    return Sha256.hex(digested.getMessageDigest());
  }
}
