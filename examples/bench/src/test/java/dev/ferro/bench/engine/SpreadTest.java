package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void tellsTheFarthestRoundsOfEachRunner() {
    List<Figure> figures =
        List.of(
            new Figure("train", "4-3-2", 32, "cpu", new Figure.Speed(100, 103, 95), null),
            new Figure("score", "4-3-2", 32, "cpu", new Figure.Speed(1000, 1010, 900), null),
            new Figure("train", "4-3-2", 32, "java", new Figure.Speed(10, 12, 10), null));
    assertEquals(
        "cpu -10 % to +3 %, java -0 % to +20 %",
        Spread.of(figures, List.of("cpu", "failed", "java")));
  }
}
