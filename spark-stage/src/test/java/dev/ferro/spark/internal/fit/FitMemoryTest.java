package dev.ferro.spark.internal.fit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.settings.TrainingSettings;
import org.junit.jupiter.api.Test;

class FitMemoryTest {
  /** 100 MB with Adam's moments. */
  private static final NetworkSpec NETWORK = NetworkSpec.of(Loss.SQUARED_ERROR, 8191, 1017);

  private static final long GB = 1_000_000_000;

  private static FitMemory memory(long driver, long executor) {
    return new FitMemory(2, driver, executor, 2, 8, 1);
  }

  private static void refused(FitMemory memory, int replicas, String... texts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> memory.require(NETWORK, replicas))
            .getMessage();
    assertTrue(message.contains("8331264 parameters, 100.0 MB"), message);
    for (String text : texts) {
      assertTrue(message.contains(text), message);
    }
  }

  @Test
  void whatFitsPasses() {
    assertDoesNotThrow(() -> memory(GB / 2, 4 * GB).require(NETWORK, 100));
    assertDoesNotThrow(() -> memory(20 * GB, 0).require(NETWORK, 100));
  }

  @Test
  void whatTheDriverCannotHoldIsRefusedWithTheNumbersAndTheRemedy() {
    refused(
        memory(GB / 4, 2 * GB),
        8,
        "each of 8 replicas",
        "driver needs about 399.9 MB of its heap of 250.0 MB",
        "spark.driver.memory");
  }

  @Test
  void inOneProcessItHoldsWhatTheTasksHoldAsWell() {
    assertDoesNotThrow(() -> memory(8 * GB / 10, GB).require(NETWORK, 2));
    refused(memory(8 * GB / 10, 0), 2, "driver needs about 799.8 MB", "spark.driver.memory");
  }

  @Test
  void whatAnExecutorCannotHold() {
    refused(memory(GB, GB / 2), 2, "executor needs about 599.9 MB", "spark.executor.memory");
  }

  @Test
  void aTaskKeepsTheResultsOfAllItsReplicas() {
    assertDoesNotThrow(() -> memory(9 * GB, GB).require(NETWORK, 16));
    refused(memory(9 * GB, GB), 24, "executor needs about 999.8 MB", "a smaller numWorkers");
  }

  @Test
  void fewerReplicasAreChosenWhereFewerFit() {
    FitMemory memory = memory(GB, GB);
    TrainingSettings settings = TrainingTest.settings(1, 0);
    Replicas chosen = new Replicas(24, "").within(memory, NETWORK, settings);
    assertEquals(16, chosen.count());
    assertEquals("as many as memory holds, of 24", chosen.reason());
    TrainingSettings set = TrainingTest.settings(1, 24);
    assertEquals(24, new Replicas(24, "").within(memory, NETWORK, set).count());
  }
}
