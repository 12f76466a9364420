package dev.ferro.spark.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class FitMemoryTest {
  /** 100 MB with Adam's moments. */
  private static final NetworkSpec NETWORK = NetworkSpec.of(Loss.SQUARED_ERROR, 8191, 1017);

  private static final long GB = 1_000_000_000;

  private static FitMemory memory(long driver, long executor, long maxResult, long maxMessage) {
    return new FitMemory(2, driver, executor, 2, 8, 1, maxResult, maxMessage);
  }

  private static void refused(FitMemory memory, int workers, String... texts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> memory.require(NETWORK, workers))
            .getMessage();
    assertTrue(message.contains("8331264 parameters, 100.0 MB"), message);
    for (String text : texts) {
      assertTrue(message.contains(text), message);
    }
  }

  @Test
  void whatFitsPasses() {
    FitMemory memory = memory(2 * GB, 2 * GB, GB, Integer.MAX_VALUE);
    assertDoesNotThrow(() -> memory.require(NETWORK, 4));
    assertDoesNotThrow(() -> memory(20 * GB, 0, 0, Integer.MAX_VALUE).require(NETWORK, 100));
  }

  @Test
  void whatTheDriverCannotHoldIsRefusedWithTheNumbersAndTheRemedy() {
    FitMemory memory = memory(GB, 2 * GB, 0, Integer.MAX_VALUE);
    refused(memory, 8, "each of 8 workers", "1.1 GB of its heap of 1.0 GB", "spark.driver.memory");
  }

  @Test
  void inOneProcessItHoldsWhatTheTasksHoldAsWell() {
    assertDoesNotThrow(() -> memory(GB, GB, 0, Integer.MAX_VALUE).require(NETWORK, 2));
    refused(memory(GB, 0, 0, Integer.MAX_VALUE), 2, "spark.driver.memory");
  }

  @Test
  void whatAnExecutorCannotHold() {
    refused(memory(GB, GB / 2, 0, Integer.MAX_VALUE), 2, "599.9 MB", "spark.executor.memory");
  }

  @Test
  void fewerWorkersAreChosenWhereFewerFit() {
    FitMemory memory = memory(GB, 2 * GB, 0, Integer.MAX_VALUE);
    TrainingSettings settings = TrainingTest.settings(1, 0);
    Workers chosen = new Workers(8, "").within(memory, NETWORK, settings);
    assertEquals(6, chosen.count());
    assertEquals("as many as memory holds, of 8", chosen.reason());
    TrainingSettings set = TrainingTest.settings(1, 8);
    assertEquals(8, new Workers(8, "").within(memory, NETWORK, set).count());
  }

  @Test
  void resultsBeyondSparksLimits() {
    refused(memory(9 * GB, 9 * GB, GB / 10, Integer.MAX_VALUE), 2, "spark.driver.maxResultSize");
    refused(memory(9 * GB, 9 * GB, 0, 64 << 20), 2, "spark.kryoserializer.buffer.max");
  }

  @Test
  void aTaskKeepsTheResultsOfAllItsWorkers() {
    FitMemory memory = memory(9 * GB, 9 * GB, 0, 256 << 20);
    assertDoesNotThrow(() -> memory.require(NETWORK, 16));
    refused(memory, 24, "one task's results are 299.9 MB of at most 268.4 MB");
    assertDoesNotThrow(() -> memory(9 * GB, GB, 0, Integer.MAX_VALUE).require(NETWORK, 16));
    refused(memory(9 * GB, GB, 0, Integer.MAX_VALUE), 24, "an executor needs about 999.8 MB");
  }

  @Test
  void kryosBufferIsReadAsSparkReadsIt() {
    SparkConf conf = new SparkConf(false);
    assertEquals(Integer.MAX_VALUE, FitMemory.maxMessage(conf));
    conf.set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    assertEquals(64 << 20, FitMemory.maxMessage(conf));
    assertEquals(
        128 << 20, FitMemory.maxMessage(conf.set("spark.kryoserializer.buffer.max", "128")));
    assertEquals(1 << 30, FitMemory.maxMessage(conf.set("spark.kryoserializer.buffer.max", "1g")));
  }
}
