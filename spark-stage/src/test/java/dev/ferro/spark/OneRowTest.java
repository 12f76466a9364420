package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** One row at a time, in plain Java. */
class OneRowTest {
  private final MLPClassificationModel model = Models.classifier("mlp", 1, 784, 128, 128, 10);

  private static Vector row(long seed) {
    return Vectors.dense(new Random(seed).doubles(784).toArray());
  }

  @Test
  void threadsMayShareAModel() {
    double[] expected = IntStream.range(0, 64).mapToDouble(i -> model.predict(row(i))).toArray();
    IntStream.range(0, 2000)
        .parallel()
        .forEach(i -> assertEquals(expected[i % 64], model.predict(row(i % 64))));
  }

  @Test
  void nothingIsAllocatedButTheResult() {
    MLPRegressionModel regressor = Models.regressor("mlpr", 1, 784, 16, 1);
    Vector dense = row(1);
    Vector sparse = Vectors.sparse(784, new int[] {3, 700}, new double[] {1, 2});
    double sum = 0;
    for (int i = 0; i < 3_000; i++) {
      sum += regressor.predict(dense) + regressor.predict(sparse) + model.predictRaw(dense).size();
    }
    assertTrue(allocated(() -> regressor.predict(dense)) < 8);
    assertTrue(allocated(() -> regressor.predict(sparse)) < 8);
    assertTrue(
        allocated(() -> model.predict(dense)) < 64,
        () -> "" + allocated(() -> model.predict(dense)));
    assertTrue(allocated(() -> model.predictRaw(dense)) < 200);
    assertTrue(Double.isFinite(sum));
  }

  /** Bytes of one call. */
  private static double allocated(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int calls = 10_000;
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / (double) calls;
  }
}
