package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterruptedFitTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static int activeJobs() {
    return SUITE.spark().sparkContext().statusTracker().getActiveJobIds().length;
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), "waited too long");
      Thread.sleep(5);
    }
  }

  @Test
  @Timeout(300)
  void saysSoAndLeavesNoJobBehind() throws Exception {
    Dataset<Row> data = TestData.rings(SUITE.spark(), 3000).cache();
    data.count();
    MLPClassifier classifier =
        new MLPClassifier()
            .setEngine("java")
            .setHiddenDim(256)
            .setMaxIter(1_000_000)
            .setPatience(1_000_000)
            .setNumWorkers(2);
    AtomicReference<Throwable> error = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread fitting =
        new Thread(
            () -> {
              try {
                classifier.fit(data);
              } catch (Throwable e) {
                error.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    fitting.start();
    await(() -> activeJobs() > 0);
    fitting.interrupt();
    fitting.join();
    assertInstanceOf(CancellationException.class, error.get());
    String message = error.get().getMessage();
    assertTrue(message.startsWith("[fit] interrupted while at: "), message);
    assertEquals(true, interrupted.get());
    await(() -> activeJobs() == 0);
  }
}
