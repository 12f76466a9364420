package dev.ferro.examples.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table =
      new TextTable().words("who", 5).numbers("s", 6, "%.2f").numbers("times", 5, "%d");

  @Test
  void wordsStandLeftAndNumbersRight() {
    assertEquals("who        s times", table.heading());
    assertEquals("cpu     1.50     3", table.line("cpu", 1.5, 3));
  }

  @Test
  void whatIsMissingShows() {
    assertEquals("cpu        -     -", table.line("cpu", null, null));
    assertThrows(IllegalArgumentException.class, () -> table.line("cpu", 1.5));
  }
}
