package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VectorisationCheckTest {
  private static Optional<String> warning(String runner, int batch, Double share) {
    return VectorisationCheck.warning(
        List.of(new Figure("train", "8-8-8", batch, runner, new Figure.Speed(1, 1, 1), share)),
        "8-8-8");
  }

  @Test
  void warnsOfASlowJavaEngine() {
    String words = warning("java", 128, 0.11).orElseThrow();
    assertTrue(words.contains("got 11 %"), words);
  }

  @Test
  void isQuietOtherwise() {
    assertEquals(Optional.empty(), warning("java", 128, 0.31));
    assertEquals(Optional.empty(), warning("java", 128, null));
    assertEquals(Optional.empty(), warning("java", 32, 0.11));
    assertEquals(Optional.empty(), warning("cpu", 128, 0.11));
  }
}
