package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTest {
  private static final NetworkSpec MNIST = NetworkSpec.of(Loss.CROSS_ENTROPY, 784, 128, 128, 10);

  @Test
  void scoringIsOneProductForEachLayer() {
    assertEquals(
        2 * (784 * 128 + 128 * 128 + 128 * 10), new Cell(Phase.SCORE, MNIST, 1).flopsPerRow());
  }

  @Test
  void trainingIsThreeProductsButTwoForTheFirstLayer() {
    assertEquals(
        2 * (2 * 784 * 128 + 3 * 128 * 128 + 3 * 128 * 10),
        new Cell(Phase.TRAIN, MNIST, 128).flopsPerRow());
  }

  @Test
  void aPassHasManyStepsWhereTheyAreShort() {
    Cell cell = new Cell(Phase.TRAIN, MNIST, 128);
    assertTrue(cell.steps() > 10 && cell.steps() < 1000, cell.steps() + " steps");
    assertEquals(cell.steps() * 128, cell.rows());
    assertEquals(cell.rows(), cell.rowsOfPass());
  }

  @Test
  void scoringGoesRoundAFewBatches() {
    Cell cell = new Cell(Phase.SCORE, MNIST, 1);
    assertEquals(3, cell.rows());
    assertTrue(cell.rowsOfPass() > 1000, cell.rowsOfPass() + " rows");
  }

  @ParameterizedTest
  @CsvSource({"TRAIN,4096", "SCORE,4096", "TRAIN,1", "SCORE,1"})
  void aPassHasAStepHoweverLargeTheNetwork(Phase phase, int batch) {
    Cell cell = new Cell(phase, NetworkSpec.of(Loss.CROSS_ENTROPY, 1024, 8192, 8192, 1000), batch);
    assertTrue(cell.steps() >= 1);
    assertTrue(cell.rows() >= batch);
  }
}
