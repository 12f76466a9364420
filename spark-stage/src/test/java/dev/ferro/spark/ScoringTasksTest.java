package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a task holds while it scores, and what is left when it ends. */
@Timeout(120)
class ScoringTasksTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private MLPClassificationModel model;

  @BeforeEach
  void prepare() {
    CountingEngine.reset();
    model = Models.classifier("mlp", 1, 4, 8, 3).setEngine(CountingEngine.ID).setBatchSize(10);
  }

  /** One partition of rows that are made as they are read. */
  private static Dataset<Row> rows(long count) {
    return SUITE
        .spark()
        .range(0, count, 1, 1)
        .withColumn("features", functions.expr("array(double(id % 7), 1D, double(id % 3), 0D)"));
  }

  private static void scoreAll(Dataset<Row> scored) {
    scored.write().format("noop").mode("overwrite").save();
  }

  @Test
  void manyBatchesLeaveNoMemoryBehind() {
    BufferPoolMXBean direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    scoreAll(model.transform(rows(1_000)));
    long before = direct.getMemoryUsed();
    CountingEngine.reset();
    scoreAll(model.transform(rows(200_000)));
    assertEquals(20_000, CountingEngine.CALLS.get());
    assertEquals(1, CountingEngine.OPENED.get());
    assertTrue(
        direct.getMemoryUsed() - before < 1 << 20,
        () -> "direct memory grew by " + (direct.getMemoryUsed() - before));
  }

  @Test
  void aFailureClosesTheNetwork() {
    Dataset<Row> dirty =
        rows(100).withColumn("features", functions.expr("if(id = 55, array(1D), features)"));
    assertThrows(Exception.class, () -> scoreAll(model.transform(dirty)));
    assertEquals(5, CountingEngine.CALLS.get());
    assertEquals(1, CountingEngine.OPENED.get());
    assertEquals(1, CountingEngine.CLOSED.get());
  }

  @Test
  void aFailureDownstreamClosesTheNetwork() {
    Dataset<Row> scored =
        model
            .transform(rows(100))
            .withColumn("x", functions.expr("if(id = 33, raise_error('no'), 0)"));
    assertThrows(Exception.class, () -> scoreAll(scored.select("prediction", "x")));
    assertEquals(CountingEngine.OPENED.get(), CountingEngine.CLOSED.get());
  }

  @Test
  void aCancelledJobEndsWithTheBatchThatIsInTheEngine() throws Exception {
    CountingEngine.Gate third = CountingEngine.holdCall(3);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> job =
          other.submit(
              () -> {
                SUITE.spark().sparkContext().setJobGroup("held", "held", false);
                scoreAll(model.transform(rows(1_000_000)));
              });
      TaskContext task = third.awaitTask();
      SUITE.spark().sparkContext().cancelJobGroup("held");
      while (!task.isInterrupted()) {
        Thread.sleep(10);
      }
      third.open();
      assertThrows(Exception.class, () -> job.get(60, TimeUnit.SECONDS));
      while (CountingEngine.CLOSED.get() == 0) {
        Thread.sleep(10);
      }
      assertEquals(3, CountingEngine.CALLS.get());
    } finally {
      third.open();
      other.shutdownNow();
    }
  }

  @Test
  void tasksSideBySideShareNothing() {
    Dataset<Row> rows = rows(20_000).repartition(8).cache();
    Dataset<Row> scored = model.transform(rows);
    for (Row row : scored.sample(0.1, 1).collectAsList()) {
      java.util.List<Double> features = row.getList(row.fieldIndex("features"));
      double[] values = features.stream().mapToDouble(Double::doubleValue).toArray();
      assertEquals(
          model.predict(org.apache.spark.ml.linalg.Vectors.dense(values)),
          row.<Double>getAs("prediction"));
    }
    rows.unpersist();
  }

  @Test
  void wideRowsEndABatchEarly() {
    model.setBatchSize(1_000);
    Dataset<Row> wide =
        rows(100).withColumn("text", functions.expr("repeat(string(id), 500000)")).repartition(1);
    scoreAll(model.transform(wide));
    assertEquals(100, CountingEngine.ROWS.get());
    assertTrue(CountingEngine.CALLS.get() >= 3, "calls: " + CountingEngine.CALLS);
  }

  @Test
  void parametersTravelByBroadcast() {
    // A task that carried them would be larger than Spark's own limit for its warning.
    MLPClassificationModel large = Models.classifier("large", 1, 4, 600, 600, 3).setEngine("java");
    Dataset<Row> scored = large.transform(rows(10)).select("prediction");
    long bytes =
        SUITE
            .spark()
            .sparkContext()
            .env()
            .closureSerializer()
            .newInstance()
            .serialize(
                ((org.apache.spark.sql.classic.Dataset<Row>) scored).queryExecution().toRdd(),
                scala.reflect.ClassTag$.MODULE$.apply(org.apache.spark.rdd.RDD.class))
            .limit();
    assertTrue(bytes < 200_000, "bytes of a task: " + bytes);
    assertEquals(10, scored.collectAsList().size());
  }
}
