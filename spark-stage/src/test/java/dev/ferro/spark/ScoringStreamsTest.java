package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Scoring in Structured Streaming. */
class ScoringStreamsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final long TIMEOUT_MILLIS = 60_000;

  @TempDir Path folder;
  private MLPClassificationModel model;

  @BeforeEach
  void prepare() {
    CountingEngine.reset();
    model = Models.classifier("mlp", 1, 4, 8, 3).setEngine(CountingEngine.ID);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void assertScored(Dataset<Row> rows, int count) {
    List<Row> list = rows.collectAsList();
    assertEquals(count, list.size());
    for (Row row : list) {
      assertEquals(model.predict(row.<Vector>getAs("features")), row.<Double>getAs("prediction"));
    }
    assertTrue(CountingEngine.ROWS.get() >= count, "scored in batches: " + CountingEngine.ROWS);
    assertEquals(CountingEngine.OPENED.get(), CountingEngine.CLOSED.get());
  }

  @Test
  void aMemoryStreamIsScored() throws Exception {
    SparkSession spark = (SparkSession) SUITE.spark();
    MemoryStream<Row> stream = MemoryStream.apply(Encoders.row(TestData.SCHEMA), spark);
    StreamingQuery query =
        model
            .transform(stream.toDF())
            .writeStream()
            .format("memory")
            .queryName("memory_scored")
            .start();
    try {
      for (int part = 0; part < 2; part++) {
        List<Row> rows = TestData.rings(SUITE.spark(), 20).collectAsList();
        stream.addData(CollectionConverters.asScala(rows).toSeq());
        query.processAllAvailable();
        assertScored(SUITE.spark().table("memory_scored"), 20 * (part + 1));
      }
    } finally {
      query.stop();
    }
  }

  @Test
  void rowsThatAJoinWithATableRemovedAreNotScored() throws Exception {
    SparkSession spark = (SparkSession) SUITE.spark();
    MemoryStream<Row> stream = MemoryStream.apply(Encoders.row(TestData.SCHEMA), spark);
    Dataset<Row> good = SUITE.spark().range(5, 20).toDF("good");
    Dataset<Row> joined =
        stream
            .toDF()
            .withColumn("features", functions.expr("if(id < 5, null, features)"))
            .join(good, functions.expr("id = good"));
    StreamingQuery query =
        model
            .transform(joined)
            .where("prediction >= 0")
            .writeStream()
            .format("memory")
            .queryName("joined_scored")
            .start();
    try {
      List<Row> rows = TestData.rings(SUITE.spark(), 20).collectAsList();
      stream.addData(CollectionConverters.asScala(rows).toSeq());
      query.processAllAvailable();
      assertScored(SUITE.spark().table("joined_scored"), 15);
      assertEquals(15, CountingEngine.ROWS.get());
    } finally {
      query.stop();
    }
  }

  @Test
  void aRateStreamIsScoredAndGrouped() throws Exception {
    Dataset<Row> rate =
        SUITE
            .spark()
            .readStream()
            .format("rate")
            .option("rowsPerSecond", 200)
            .load()
            .withColumn(
                "features", functions.expr("transform(array(1, 3, 7, 9), d -> double(value % d))"));
    StreamingQuery query =
        model
            .transform(rate)
            .groupBy("prediction")
            .count()
            .writeStream()
            .format("memory")
            .queryName("rate_scored")
            .outputMode("complete")
            .start();
    try {
      Dataset<Row> table = SUITE.spark().table("rate_scored");
      long end = System.currentTimeMillis() + TIMEOUT_MILLIS;
      while (table.count() == 0 && query.isActive() && System.currentTimeMillis() < end) {
        Thread.sleep(100);
      }
      assertTrue(table.count() > 0);
      assertTrue(table.where("prediction in (0, 1, 2) and count > 0").count() > 0);
    } finally {
      query.stop();
    }
  }

  @Test
  void aStreamOfFilesRestartsFromItsCheckpoint() throws Exception {
    for (int part = 0; part < 2; part++) {
      TestData.rings(SUITE.spark(), 50 + part)
          .coalesce(1)
          .write()
          .mode("append")
          .parquet(path("input"));
      runAvailable();
      assertScored(SUITE.spark().read().parquet(path("output")), part == 0 ? 50 : 101);
    }
    assertEquals(101, CountingEngine.ROWS.get());
  }

  private void runAvailable() throws Exception {
    Dataset<Row> input = SUITE.spark().readStream().schema(TestData.SCHEMA).parquet(path("input"));
    StreamingQuery query =
        model
            .transform(input)
            .where("id >= 0")
            .writeStream()
            .trigger(Trigger.AvailableNow())
            .format("parquet")
            .option("checkpointLocation", path("checkpoint"))
            .start(path("output"));
    assertTrue(query.awaitTermination(TIMEOUT_MILLIS));
  }
}
