package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final Cell CELL =
      new Cell(Phase.TRAIN, NetworkSpec.of(Loss.CROSS_ENTROPY, 784, 128, 128, 10), 128);

  @Test
  void isWrittenAsPromised() throws Exception {
    RoundRates rates = new RoundRates(CELL, "cpu", List.of(90_000.0, 110_000.0, 100_000.0));
    assertEquals(
        "{\"what\":\"train\",\"shape\":\"784-128-128-10\",\"batch\":128,\"runner\":\"cpu\","
            + "\"rowsPerSecond\":100000.0,\"rowsPerSecondBest\":110000.0,\"rowsPerSecondWorst\":90000.0,\"shareOfPeak\":0.5074}",
        new ObjectMapper().writeValueAsString(Figure.of(rates, new Peak(100, "AVX2", 20))));
  }

  @Test
  void withoutAPeakThereIsNoShare() throws Exception {
    RoundRates rates = new RoundRates(CELL, "cpu", List.of(1.0));
    String json = new ObjectMapper().writeValueAsString(Figure.of(rates, null));
    assertTrue(json.contains("\"shareOfPeak\":null"), json);
  }

  @Test
  void theMedianOfAnEvenNumberOfRoundsLiesBetween() {
    assertEquals(2.5, new RoundRates(CELL, "cpu", List.of(9.0, 1.0, 3.0, 2.0)).median());
  }
}
