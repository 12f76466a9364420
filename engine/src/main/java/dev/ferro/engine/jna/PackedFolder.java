package dev.ferro.engine.jna;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a jar carries packed in one of its folders. {@value #LIST} there names them, one a
 * line: SHA-256, bytes, name; packed, a file has {@value #SUFFIX} after its name.
 *
 * @param key names these files and no others
 */
record PackedFolder(String key, List<PackedFile> files) {
  static final String LIST = "FILES";
  static final String SUFFIX = ".xz";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (\\d+) (\\w[\\w.]*)");

  /** The packed files in a folder of the classpath; null when there are none. */
  static PackedFolder find(ClassLoader loader, String folder) throws IOException {
    URL list = loader.getResource(folder + "/" + LIST);
    if (list == null) {
      return null;
    }
    byte[] content;
    try (InputStream stream = list.openStream()) {
      content = stream.readAllBytes();
    }
    List<PackedFile> files = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      Matcher fields = LINE.matcher(line);
      if (!fields.matches()) {
        throw new IOException(list + " is damaged: expected SHA-256, bytes and name, got " + line);
      }
      String name = fields.group(3);
      URL source = loader.getResource(folder + "/" + name + SUFFIX);
      files.add(new PackedFile(source, name, Long.parseLong(fields.group(2)), fields.group(1)));
    }
    MessageDigest digest = Sha256.digest();
    digest.update(content);
    return new PackedFolder(Sha256.hex(digest).substring(0, 16), files);
  }

  /** Whether {@code folder} has every file, undamaged. */
  boolean isIn(Path folder) throws IOException {
    for (PackedFile file : files) {
      if (!file.isIn(folder)) {
        return false;
      }
    }
    return true;
  }
}
