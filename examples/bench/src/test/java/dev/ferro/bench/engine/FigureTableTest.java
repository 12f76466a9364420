package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTableTest {
  @Test
  void showsEachRunnerAndHowManyTimesAsFastTheFirstIs() {
    FigureTable table = new FigureTable(List.of("cpu", "jax"));
    Cell cell = new Cell(Phase.TRAIN, NetworkSpec.of(Loss.CROSS_ENTROPY, 4, 3, 2), 32);
    Figure cpu =
        new Figure("train", "4-3-2", 32, "cpu", new Figure.Speed(150_000, 160_000, 140_000), 0.72);
    Figure jax =
        new Figure("train", "4-3-2", 32, "jax", new Figure.Speed(60_000, 61_000, 59_000), null);
    assertEquals(
        """
        rows/s                               cpu                  jax
                 shape               batch   median   best peak   median   best peak   cpu/
        training 4-3-2                  32     150k   160k  72%    60.0k  61.0k    -   2.50
        training 4-3-2                  32     150k   160k  72%        -      -    -      -""",
        String.join(
            "\n",
            table.heading(),
            table.line(cell, List.of(jax, cpu)),
            table.line(cell, List.of(cpu))));
  }

  @ParameterizedTest
  @CsvSource({
    "3021500, 3.02M",
    "999500, 1.00M",
    "171234, 171k",
    "99960, 100k",
    "64321, 64.3k",
    "9999, 10.0k",
    "1752, 1.75k",
    "12, 0.01k"
  })
  void ratesHaveThreeDigits(double rate, String text) {
    assertEquals(text, FigureTable.rate(rate));
  }
}
