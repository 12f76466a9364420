package dev.ferro.engine.internal.mlx;

import dev.ferro.engine.internal.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What pip recorded about a file when it installed it. Each package has a list {@code RECORD} with
 * a line for each file: its name, SHA-256 and size.
 *
 * @param sha256 in hexadecimal digits
 */
record PipRecord(String sha256, String bytes) {
  private static final Pattern LINE = Pattern.compile("(.+),sha256=([\\w-]{43}),(\\d+)");

  /** Rejects a file that differs from pip's record. Files that pip does not know are accepted. */
  static void requireSame(Path file) throws MlxNotFoundException {
    List<PipRecord> noted = find(file);
    if (noted.isEmpty()) {
      return;
    }
    PipRecord got;
    try (InputStream content = Files.newInputStream(file)) {
      got = new PipRecord(Sha256.of(content), String.valueOf(Files.size(file)));
    } catch (IOException e) {
      throw new MlxNotFoundException("cannot read " + file + ": " + e);
    }
    if (!noted.contains(got)) {
      throw new MlxNotFoundException(
          file
              + " is not what pip installed: expected "
              + noted.get(0)
              + ", got "
              + got
              + " (pip install --force-reinstall mlx=="
              + MlxRelease.VERSION
              + ")");
    }
  }

  /**
   * The records about this file in the lists beside its package. An earlier version of the package
   * may have left its list behind. An unreadable list is ignored, because the file may be healthy.
   */
  private static List<PipRecord> find(Path file) {
    Path site = file.resolve("../../..").normalize();
    String name = site.relativize(file).toString();
    List<PipRecord> noted = new ArrayList<>();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(site, "mlx*.dist-info")) {
      for (Path list : lists) {
        linesOf(list.resolve("RECORD"))
            .map(LINE::matcher)
            .filter(line -> line.matches() && line.group(1).equals(name))
            .map(PipRecord::of)
            .forEach(noted::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return noted;
    }
    return noted;
  }

  private static Stream<String> linesOf(Path list) {
    try {
      return Files.readAllLines(list).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static PipRecord of(Matcher line) {
    byte[] sha256 = Base64.getUrlDecoder().decode(line.group(2));
    return new PipRecord(HexFormat.of().formatHex(sha256), line.group(3));
  }

  @Override
  public String toString() {
    return bytes + " bytes with SHA-256 " + sha256;
  }
}
