package dev.ferro.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest {
  private final List<String> rows = Diabetes.lines();

  @Test
  void everyRowIsOnOneSide() {
    Split<String> split = Split.random(rows, 0.2, 1);
    assertEquals(354, split.training().size());
    assertEquals(88, split.heldOut().size());
    List<String> both = new ArrayList<>(split.training());
    both.addAll(split.heldOut());
    assertEquals(new HashSet<>(rows), new HashSet<>(both));
  }

  @Test
  void theSeedDecides() {
    assertEquals(Split.random(rows, 0.2, 1), Split.random(rows, 0.2, 1));
    assertNotEquals(Split.random(rows, 0.2, 1), Split.random(rows, 0.2, 2));
  }
}
