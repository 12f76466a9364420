package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a file between two lines that is generated from the declared params.
 *
 * @param file relative to the module
 * @param begin how the line before the part begins
 * @param end the line after it
 */
record GeneratedText(Path file, String begin, String end) {
  /** System property that has the parts written instead of compared. */
  private static final String WRITE = "ferro.write";

  private static final String COMMAND =
      "mvn -pl spark-stage -am test -Dtest=ParamTextsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dferro.write=true";

  /** A part of a Java interface of the stages. */
  static GeneratedText ofSource(Class<?> type) {
    return new GeneratedText(
        Path.of("src/main/java", type.getName().replace('.', '/') + ".java"),
        "  // Generated from DeclaredParams",
        "\n  // End of the generated part.");
  }

  /** A table of a page. */
  static GeneratedText ofPage(String page) {
    return new GeneratedText(Path.of(page), "<!-- params: ", "<!-- /params -->");
  }

  /** The line before the part. */
  String beginLine() throws IOException {
    String text = Files.readString(file);
    int start = text.indexOf(begin);
    assertTrue(start >= 0, () -> file + " has no line that begins with: " + begin);
    return text.substring(start, text.indexOf('\n', start));
  }

  /** Fails where the part is not as expected, or writes it. */
  void check(String expected) throws IOException {
    String text = Files.readString(file);
    String first = beginLine();
    int start = text.indexOf(first) + first.length() + 1;
    int stop = text.indexOf(end, start);
    assertTrue(stop >= 0, () -> file + " has no line: " + end);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(file, text.substring(0, start) + expected + text.substring(stop));
      return;
    }
    assertEquals(
        expected,
        text.substring(start, stop),
        () -> file + " differs from the declared params. To write it: " + COMMAND);
  }
}
