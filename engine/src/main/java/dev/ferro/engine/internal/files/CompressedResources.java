package dev.ferro.engine.internal.files;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tukaani.xz.XZInputStream;

/**
 * Files that a jar carries in one of its folders, compressed by xz. {@value #LIST} in that folder
 * has a line for each file: SHA-256, bytes, name. The compressed file has {@value #SUFFIX} after
 * its name.
 *
 * @param key differs between any two sets of files
 * @param entries one for each file
 */
public record CompressedResources(String key, List<Entry> entries) {
  static final String LIST = "FILES";
  static final String SUFFIX = ".xz";

  /** Ends the names of files that are being unpacked. */
  static final String PART = ".part";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (\\d+) (\\w[\\w.]*)");

  /** The compressed files in a folder of the classpath, or null if there are none. */
  public static CompressedResources find(ClassLoader loader, String folder) throws IOException {
    URL list = loader.getResource(folder + "/" + LIST);
    if (list == null) {
      return null;
    }
    byte[] content;
    try (InputStream stream = list.openStream()) {
      content = stream.readAllBytes();
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      Matcher fields = LINE.matcher(line);
      if (!fields.matches()) {
        throw new IOException(list + " is damaged: expected SHA-256, bytes and name, got " + line);
      }
      String name = fields.group(3);
      URL source = loader.getResource(folder + "/" + name + SUFFIX);
      entries.add(new Entry(source, name, Long.parseLong(fields.group(2)), fields.group(1)));
    }
    MessageDigest digest = Sha256.digest();
    digest.update(content);
    return new CompressedResources(Sha256.hex(digest).substring(0, 16), entries);
  }

  /** Whether {@code folder} has every file, undamaged. */
  boolean isIn(Path folder) throws IOException {
    for (Entry entry : entries) {
      if (!entry.isIn(folder)) {
        return false;
      }
    }
    return true;
  }

  /**
   * One of the files.
   *
   * @param source its address, or null if the jar lacks it
   * @param name its name when unpacked
   * @param size its bytes when unpacked
   * @param sha256 their SHA-256 in hexadecimal digits
   */
  public record Entry(URL source, String name, long size, String sha256) {
    /** Whether {@code folder} has this file, undamaged. */
    boolean isIn(Path folder) throws IOException {
      Path file = folder.resolve(name);
      if (!PrivateFolder.isSafe(file) || Files.size(file) != size) {
        return false;
      }
      try (InputStream content = Files.newInputStream(file)) {
        return Sha256.of(content).equals(sha256);
      }
    }

    /** Unpacks this file into {@code folder}. It appears there completely or not at all. */
    void unpackInto(Path folder) throws IOException {
      if (source == null) {
        throw new FileNotFoundException("the jar lacks " + name);
      }
      Path part = Files.createTempFile(folder, name, PART);
      try {
        String got;
        try (InputStream content = new XZInputStream(source.openStream());
            OutputStream file = new BufferedOutputStream(Files.newOutputStream(part))) {
          content.transferTo(file);
        }
        // Checks what the file system kept, not what was written.
        try (InputStream written = Files.newInputStream(part)) {
          got = Sha256.of(written);
        }
        if (!got.equals(sha256)) {
          throw new IOException(
              source + " is damaged: expected SHA-256 " + sha256 + ", got " + got);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
