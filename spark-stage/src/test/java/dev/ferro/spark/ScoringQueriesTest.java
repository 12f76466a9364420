package dev.ferro.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Scoring in queries: it is planned as Spark's own expressions are. */
class ScoringQueriesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final String NODE = "FerroScore";

  @TempDir Path folder;
  private MLPClassificationModel model;
  private Dataset<Row> data;
  private Dataset<Row> scored;

  @BeforeEach
  void prepare() {
    CountingEngine.reset();
    model = Models.classifier("mlp", 1, 4, 8, 3).setEngine(CountingEngine.ID);
    String table = folder.resolve("table").toString();
    TestData.rings(SUITE.spark(), 300).coalesce(2).write().parquet(table);
    data = SUITE.spark().read().parquet(table);
    scored = model.transform(data);
  }

  private static String plan(Dataset<?> query) {
    return classic(query).queryExecution().executedPlan().toString();
  }

  private static org.apache.spark.sql.classic.Dataset<?> classic(Dataset<?> query) {
    return (org.apache.spark.sql.classic.Dataset<?>) query;
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  private double expected(Row row) {
    return model.predict(row.getAs("features"));
  }

  @Test
  void rowsAreScoredInBatchesInTheirOrder() {
    List<Row> before = data.collectAsList();
    List<Row> after = scored.collectAsList();
    for (int i = 0; i < 300; i++) {
      assertEquals(before.get(i).getLong(0), after.get(i).getLong(0));
      assertEquals(before.get(i).<Vector>getAs("features"), after.get(i).getAs("features"));
      assertEquals(expected(before.get(i)), after.get(i).<Double>getAs("prediction"));
      assertArrayEquals(
          model.predictRaw(before.get(i).getAs("features")).toArray(),
          after.get(i).<Vector>getAs("rawPrediction").toArray(),
          1e-4);
    }
    assertEquals(300, CountingEngine.ROWS.get());
    assertEquals(data.rdd().getNumPartitions(), CountingEngine.OPENED.get());
    assertEquals(CountingEngine.OPENED.get(), CountingEngine.CLOSED.get());
    assertTrue(CountingEngine.CALLS.get() <= 4, "calls: " + CountingEngine.CALLS);
  }

  @Test
  void explainNamesModelShapeEngineAndBatch() {
    String plan = plan(scored);
    assertTrue(
        plan.contains(NODE + " mlp 4-8-3, engine=counting, batch=128, features#"), () -> plan);
    assertEquals(1, count(plan, NODE));
    assertFalse(plan.contains("Project"), () -> plan);
  }

  @Test
  void nothingIsScoredBeforeAnAction() {
    Dataset<Row> local =
        model.transform(TestData.of(SUITE.spark(), TestData.row(1, 0.0, 1.0, 1, 2, 3, 4)));
    assertTrue(plan(local.where("prediction >= 0")).contains(NODE));
    assertEquals(0, CountingEngine.OPENED.get());
    assertEquals(1, local.where("prediction >= 0").count());
    assertEquals(1, CountingEngine.ROWS.get());
  }

  @Test
  void onlyNeededColumnsAreReadAndComputed() {
    String plan = plan(scored.select("prediction"));
    assertTrue(plan.contains("ReadSchema: struct<features:"), () -> plan);
    assertFalse(plan.contains("weight"), () -> plan);
    assertFalse(plan.contains("probability"), () -> plan);
    assertEquals(300, scored.select("prediction").collectAsList().size());
  }

  @Test
  void filtersOnOtherColumnsGoBelow() {
    Dataset<Row> query = scored.where("id >= 290 and prediction >= 0");
    String plan = plan(query);
    assertTrue(
        plan.contains("PushedFilters: [IsNotNull(id), GreaterThanOrEqual(id,290)"), () -> plan);
    assertTrue(plan.indexOf(NODE) < plan.indexOf("(id#"), () -> plan);
    assertEquals(1, count(plan, NODE));
    assertEquals(10, query.collectAsList().size());
    assertEquals(10, CountingEngine.ROWS.get());
  }

  @Test
  void filtersOnOutputsShareTheirScores() {
    Dataset<Row> query = scored.where("prediction = 1");
    assertEquals(1, count(plan(query), NODE));
    for (Row row : query.collectAsList()) {
      assertEquals(1.0, expected(row));
    }
    assertEquals(300, CountingEngine.ROWS.get());
  }

  @Test
  void unusedScoresAreNotComputed() {
    assertFalse(plan(scored.select("id")).contains(NODE));
    assertEquals(300, scored.count());
    assertEquals(0, CountingEngine.OPENED.get());
  }

  @Test
  void skippedRowsAreLeftOutEvenWhenScoresAreUnused() {
    model.setHandleInvalid("skip");
    Dataset<Row> dirty = data.withColumn("features", functions.expr("if(id < 10, null, features)"));
    assertEquals(290, model.transform(dirty).count());
    assertEquals(0, CountingEngine.OPENED.get());
    Dataset<Row> query = model.transform(dirty).where("prediction >= 0");
    assertEquals(1, count(plan(query), NODE));
    assertEquals(290, query.collectAsList().size());
    assertEquals(290, CountingEngine.ROWS.get());
  }

  @Test
  void aTableJoinsItself() {
    Dataset<Row> query =
        scored
            .as("a")
            .join(scored.as("b"), col("a.id").equalTo(col("b.id")))
            .where("a.prediction = b.prediction");
    assertEquals(300, query.count());
    assertEquals(
        0, scored.as("a").join(scored.as("b"), "id").where("a.prediction != b.prediction").count());
  }

  @Test
  void scoresJoinTables() {
    Dataset<Row> names =
        SUITE.spark().range(3).selectExpr("double(id) as prediction", "concat('c', id) as name");
    for (Row row : scored.join(names, "prediction").collectAsList()) {
      assertEquals("c" + (int) expected(row), row.getAs("name"));
    }
    assertEquals(300, scored.join(names, "prediction").count());
  }

  @Test
  void unionsAreScored() {
    Dataset<Row> query = scored.union(model.transform(data.where("id < 100")));
    assertEquals(400, query.select("prediction").collectAsList().size());
    assertEquals(
        600, model.transform(data.union(data)).select("prediction").collectAsList().size());
  }

  @Test
  void whatIsCachedIsFoundAgain() {
    scored.cache();
    try {
      assertEquals(300, scored.count());
      Dataset<Row> same = model.transform(data).where("prediction = 1");
      assertTrue(plan(same).contains("InMemoryTableScan"), () -> plan(same));
      same.collectAsList();
      assertEquals(300, CountingEngine.ROWS.get());
      MLPClassificationModel other =
          Models.classifier("mlp", 2, 4, 8, 3).setEngine(CountingEngine.ID);
      assertFalse(plan(other.transform(data)).contains("InMemoryTableScan"));
    } finally {
      scored.unpersist();
    }
  }

  @Test
  void sqlReadsAViewOfScores() {
    scored.createOrReplaceTempView("scored");
    Dataset<Row> query =
        SUITE
            .spark()
            .sql("select id, prediction + 1 as p from scored where id in (3, 5) order by id");
    assertTrue(plan(query).contains(NODE));
    List<Row> rows = query.collectAsList();
    assertEquals(2, rows.size());
    assertEquals(expected(data.where("id = 3").first()) + 1, rows.get(0).getDouble(1));
  }

  @Test
  void anotherSessionReadsAGlobalViewOfScores() {
    scored.createOrReplaceGlobalTempView("scored_globally");
    SparkSession other = ((org.apache.spark.sql.classic.SparkSession) SUITE.spark()).newSession();
    List<Row> rows = other.sql("select * from global_temp.scored_globally").collectAsList();
    assertEquals(300, rows.size());
    for (Row row : rows) {
      assertEquals(expected(row), row.<Double>getAs("prediction"));
      assertArrayEquals(
          model.predictProbability(row.getAs("features")).toArray(),
          row.<Vector>getAs("probability").toArray(),
          1e-6);
    }
  }

  @Test
  void everySessionPlansItsOwnDatasets() {
    SparkSession other = ((org.apache.spark.sql.classic.SparkSession) SUITE.spark()).newSession();
    Dataset<Row> query = model.transform(other.read().parquet(folder.resolve("table").toString()));
    assertTrue(plan(query).contains(NODE));
    org.apache.spark.sql.classic.SparkSession clone =
        ((org.apache.spark.sql.classic.SparkSession) other).cloneSession();
    query.createOrReplaceTempView("of_other");
    assertEquals(300, clone.read().parquet(folder.resolve("table").toString()).count());
    assertEquals(1, clone.experimental().extraStrategies().size());
    model.transform(clone.read().parquet(folder.resolve("table").toString()));
    assertEquals(1, clone.experimental().extraStrategies().size());
    assertEquals(1, clone.experimental().extraOptimizations().size());
  }

  @Test
  void groupsByPredictionAdaptively() {
    Dataset<Row> query =
        scored.groupBy("prediction").agg(avg("id"), functions.count(functions.lit(1)).as("n"));
    assertTrue(plan(query).startsWith("AdaptiveSparkPlan"), () -> plan(query));
    long[] expected = new long[3];
    data.collectAsList().forEach(row -> expected[(int) expected(row)]++);
    for (Row row : query.collectAsList()) {
      assertEquals(expected[(int) row.getDouble(0)], row.<Long>getAs("n"));
    }
    assertEquals(300, CountingEngine.ROWS.get());
    assertNotNull(scored.agg(avg("prediction")).first().get(0));
  }

  @Test
  void adaptiveJoinsAreReplanned() {
    // Found to be small only when it has run: the join becomes a broadcast one.
    Dataset<Row> few = scored.where("prediction = 1 and id % 50 = 0").select("id", "probability");
    Dataset<Row> query = scored.join(few.hint("shuffle_merge").as("few"), "id");
    query.collectAsList();
    Dataset<Row> replanned =
        scored.repartition(3, col("id")).join(few.repartition(3, col("id")), "id");
    assertEquals(few.count(), replanned.collectAsList().size());
    assertEquals(few.count(), query.count());
  }

  @Test
  void limitStopsEarlyAndClosesTheNetwork() {
    model.setBatchSize(10);
    assertEquals(3, model.transform(data).limit(3).collectAsList().size());
    assertTrue(CountingEngine.ROWS.get() <= 20, "rows: " + CountingEngine.ROWS);
    assertEquals(CountingEngine.OPENED.get(), CountingEngine.CLOSED.get());
    assertNotNull(model.transform(data).orderBy("id").first());
  }

  @Test
  void emptyInputOpensNoNetwork() {
    assertEquals(
        0, model.transform(data.where("id < 0")).select("prediction").collectAsList().size());
    assertEquals(0, CountingEngine.OPENED.get());
  }

  @Test
  void twoModelsReadTheTableOnce() {
    MLPRegressionModel second = Models.regressor("mlpr", 2, 4, 5, 1).setEngine(CountingEngine.ID);
    second.setPredictionCol("number");
    Dataset<Row> query = second.transform(scored).select("id", "prediction", "number");
    String plan = plan(query);
    assertEquals(2, count(plan, NODE), () -> plan);
    assertEquals(1, count(plan, "FileScan"), () -> plan);
    Row row = query.where("id = 7").first();
    Vector features = data.where("id = 7").first().getAs("features");
    assertEquals(model.predict(features), row.getDouble(1));
    assertEquals(second.predict(features), row.getDouble(2), 1e-4);
  }

  @Test
  void aModelScoresTheScoresOfAnother() {
    MLPClassificationModel second = Models.classifier("second", 3, 3, 4, 2);
    second.setFeaturesCol("rawPrediction").setPredictionCol("p2");
    second.setRawPredictionCol("r2").setProbabilityCol("q2");
    Dataset<Row> query = second.transform(scored).select("id", "p2");
    assertEquals(2, count(plan(query), NODE));
    Row row = query.where("id = 7").first();
    Vector features = data.where("id = 7").first().getAs("features");
    assertEquals(second.predict(model.predictRaw(features)), row.getDouble(1));
  }

  @Test
  void assembledFeaturesArePlannedBelow() {
    VectorAssembler assembler =
        new VectorAssembler()
            .setInputCols(new String[] {"id", "label", "weight"})
            .setOutputCol("features");
    MLPClassificationModel three = Models.classifier("three", 4, 3, 4, 2);
    Dataset<Row> query =
        three
            .transform(assembler.transform(data.drop("features")))
            .select("id", "prediction", "probability");
    assertEquals(1, count(plan(query), NODE), () -> plan(query));
    assertEquals(300, query.where("probability is not null").collectAsList().size());
  }

  @Test
  void columnsOfManyTypesPassThrough() {
    Column[] columns = {
      col("id"),
      functions.expr("if(id % 2 = 0, null, concat('text ', id)) as text"),
      functions.expr("if(id % 3 = 0, null, cast(id as decimal(30, 5))) as big"),
      functions.expr("cast(id as decimal(10, 2)) as small"),
      functions.expr("if(id % 5 = 0, null, array('a', string(id))) as list"),
      functions.expr("map('k', id) as map"),
      functions.expr("named_struct('a', id, 'b', array(id, 2)) as struct"),
      functions.expr("if(id % 7 = 0, null, binary(string(id))) as bytes"),
      functions.expr("make_interval(0, int(id)) as span"),
      functions.expr("timestamp_seconds(id) as time"),
      col("features")
    };
    Dataset<Row> wide = data.select(columns);
    for (int i = 0; i < 70; i++) {
      wide =
          wide.withColumn(
              "n" + i, functions.expr("if(id % " + (i + 2) + " = 0, null, id + " + i + ")"));
    }
    Dataset<Row> kept = model.transform(wide);
    List<Row> before = wide.collectAsList();
    List<Row> scoredRows = kept.collectAsList();
    for (int i = 0; i < before.size(); i++) {
      Row row = scoredRows.get(i);
      for (int c = 0; c < before.get(i).length(); c++) {
        if (before.get(i).get(c) instanceof byte[] bytes) {
          assertArrayEquals(bytes, (byte[]) row.get(c));
        } else {
          assertEquals(before.get(i).get(c), row.get(c), row.schema().fieldNames()[c]);
        }
      }
      assertEquals(expected(row), row.<Double>getAs("prediction"));
    }
    assertEquals(300, kept.drop("map").distinct().count());
  }

  @Test
  void worksInsidePipelines() {
    PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {model}).fit(data);
    assertTrue(plan(pipeline.transform(data)).contains(NODE));
  }
}
