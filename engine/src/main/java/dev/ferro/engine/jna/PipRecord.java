package dev.ferro.engine.jna;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pip noted of a file of the package {@code mlx} when it installed it: the list {@code RECORD}
 * has a line for each, with its name, SHA-256 and bytes.
 *
 * @param sha256 in hexadecimal digits
 */
record PipRecord(String sha256, long size) {
  private static final Pattern LINE = Pattern.compile("(.+),sha256=([\\w-]{43}),(\\d+)");

  /** Refuses a file that is not what pip installed. One that pip does not know is let pass. */
  static void requireSame(Path file) throws MlxMissing {
    try {
      PipRecord noted = find(file);
      if (noted == null) {
        return;
      }
      long size = Files.size(file);
      if (size != noted.size) {
        throw differs(file, noted.size + " bytes", size);
      }
      try (InputStream content = Files.newInputStream(file)) {
        String sha256 = Sha256.of(content);
        if (!sha256.equals(noted.sha256)) {
          throw differs(file, "SHA-256 " + noted.sha256, sha256);
        }
      }
    } catch (IOException e) {
      throw new MlxMissing("cannot read " + file + ": " + e);
    }
  }

  /** What a list beside the file's package notes of it; null when none does. */
  private static PipRecord find(Path file) throws IOException {
    Path site = file.getParent().resolve("../..").normalize();
    String name = site.relativize(file).toString();
    if (!Files.isReadable(site)) {
      return null;
    }
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(site, "mlx*.dist-info")) {
      for (Path list : lists) {
        if (Files.isReadable(list.resolve("RECORD"))) {
          for (String line : Files.readAllLines(list.resolve("RECORD"))) {
            Matcher fields = LINE.matcher(line);
            if (fields.matches() && fields.group(1).equals(name)) {
              byte[] sha256 = Base64.getUrlDecoder().decode(fields.group(2));
              return new PipRecord(
                  HexFormat.of().formatHex(sha256), Long.parseLong(fields.group(3)));
            }
          }
        }
      }
    }
    return null;
  }

  private static MlxMissing differs(Path file, String expected, Object got) {
    return new MlxMissing(
        file
            + " is not what pip installed: expected "
            + expected
            + ", got "
            + got
            + " (pip install --force-reinstall mlx=="
            + MlxLibrary.VERSION
            + ")");
  }
}
