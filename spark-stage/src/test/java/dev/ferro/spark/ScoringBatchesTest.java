package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.model.NodeEngine;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores do not depend on batchSize, and neither does what a task holds. */
class ScoringBatchesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final int BUFFER = 32 << 20;

  @BeforeEach
  void prepare() {
    CountingEngine.reset();
  }

  private static Dataset<Row> rows(long count, int partitions) {
    return SUITE
        .spark()
        .range(0, count, 1, partitions)
        .withColumn("features", functions.expr("array(double(id % 7), 1D, double(id % 3), 0D)"));
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .findFirst()
        .orElseThrow()
        .getMemoryUsed();
  }

  private static List<Row> scored(MLPClassificationModel model, Dataset<Row> rows) {
    return model.transform(rows).orderBy("id").collectAsList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127, 128, 129, 300, 100_000_000, Integer.MAX_VALUE})
  void anyBatchSizeGivesTheSameScores(int batchSize) {
    MLPClassificationModel model = Models.classifier("mlp", 1, 4, 8, 3).setEngine("java");
    Dataset<Row> rows = rows(601, 2);
    List<Row> expected = scored(model, rows);
    long before = directBytes();
    assertEquals(expected, scored(model.setBatchSize(batchSize), rows));
    assertTrue(
        directBytes() - before < 1 << 20,
        () -> "a few rows take little: " + (directBytes() - before));
  }

  @Test
  void manyRowsAreScoredInCallsOfBoundedBytes() {
    MLPClassificationModel model =
        Models.classifier("mlp", 1, 4, 2, 3)
            .setEngine(CountingEngine.ID)
            .setBatchSize(Integer.MAX_VALUE);
    long rows = 1_500_000;
    assertEquals(
        rows, model.transform(rows(rows, 1)).where("prediction >= 0").select("prediction").count());
    assertEquals(rows, CountingEngine.ROWS.get());
    long atLeast = rows * (4 + 3) * Float.BYTES / BUFFER;
    assertTrue(CountingEngine.CALLS.get() > atLeast, "calls: " + CountingEngine.CALLS);
  }

  @Test
  void wideRowsAreScoredAFewAtATime() {
    int width = 1_000_000;
    MLPClassificationModel model =
        Models.classifier("wide", 1, width, 1, 2)
            .setEngine(CountingEngine.ID)
            .setBatchSize(Integer.MAX_VALUE);
    Vector sparse = Vectors.sparse(width, new int[] {1}, new double[] {2});
    Dataset<Row> rows =
        SUITE
            .spark()
            .createDataFrame(
                Collections.nCopies(20, RowFactory.create(sparse)),
                new StructType().add("features", SQLDataTypes.VectorType()))
            .coalesce(1);
    assertEquals(20, model.transform(rows).select("prediction").collectAsList().size());
    assertEquals(3, CountingEngine.CALLS.get());
  }

  @Test
  void wideOutputsEndABatchEarly() {
    int classes = 1_000_000;
    MLPClassificationModel model =
        Models.classifier("many", 1, 4, classes)
            .setEngine(CountingEngine.ID)
            .setBatchSize(Integer.MAX_VALUE);
    Dataset<Row> query = model.transform(rows(10, 1)).select("id", "prediction", "probability");
    for (Row row : query.limit(9).collectAsList()) {
      assertEquals(row.<Double>getAs(1), row.<Vector>getAs(2).argmax());
    }
    assertTrue(CountingEngine.CALLS.get() >= 2, "calls: " + CountingEngine.CALLS);
  }

  @Test
  void theFastestEngineIsTimedAtTheBatchThatIsScored() {
    MLPClassificationModel model =
        Models.classifier("mlp", 1, 4, 8, 3).setEngine("fastest").setBatchSize(Integer.MAX_VALUE);
    assertEquals(60, model.transform(rows(60, 1)).where("prediction >= 0").count());
    Workload timed = Workload.scoring(model.network().spec(), BUFFER / ((4 + 3) * Float.BYTES));
    // Is kept from then on, so this answer comes without a timing of its own.
    assertEquals(NodeEngine.select("fastest", timed), NodeEngine.select("fastest", timed));
    assertTrue(
        ((org.apache.spark.sql.classic.Dataset<Row>) model.transform(rows(1, 1)))
            .queryExecution()
            .executedPlan()
            .toString()
            .contains("batch=" + timed.batchSize()));
  }
}
