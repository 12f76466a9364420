package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a query removes before it scores are not scored, and none is scored twice. */
class ScoringPlacementTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final int ROWS = CleanInputs.ROWS;
  @TempDir Path folder;
  private MLPClassificationModel model;

  private CleanInputs inputs;
  private Dataset<Row> all;
  private Dataset<Row> good;

  @BeforeEach
  void prepare() {
    model = Models.classifier("mlp", 1, 4, 8, 3).setEngine(CountingEngine.ID);
    inputs = new CleanInputs(SUITE.spark(), folder);
    all = inputs.all();
    good = inputs.good();
    CountingEngine.reset();
  }

  private static SparkSession spark() {
    return SUITE.spark();
  }

  private Map<Long, Double> expected() {
    Map<Long, Double> expected = new TreeMap<>();
    for (Row row : all.where("features is not null").collectAsList()) {
      expected.put(row.getLong(0), model.predict(row.<Vector>getAs("features")));
    }
    return expected;
  }

  private static Map<Long, Double> got(Dataset<Row> scored) {
    Map<Long, Double> got = new TreeMap<>();
    for (Row row : scored.collectAsList()) {
      Object before = got.put(row.getAs("id"), row.getAs("prediction"));
      assertEquals(null, before, () -> "twice: " + row);
    }
    return got;
  }

  static Stream<String> kinds() {
    return CleanInputs.KINDS.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void removedRowsAreNotScored(String kind) {
    Dataset<Row> input = inputs.of(kind);
    Map<Long, Double> expected = expected();
    for (String setting : List.of("adaptive", "not adaptive", "not ansi")) {
      with(
          setting,
          () -> {
            assertScored(expected, model.transform(input), "prediction >= 0");
            assertScored(expected, model.transform(input), "probability is not null");
            assertScored(
                expected,
                model.transform(input).where("features is not null and prediction >= 0"),
                "rawPrediction is not null");
            return null;
          });
    }
    model.setHandleInvalid("skip");
    assertScored(expected, model.transform(input), "prediction >= 0");
    expected.values().removeIf(prediction -> prediction != 1.0);
    assertEquals(expected, got(model.transform(input).where("prediction = 1")));
    if (kind.equals("cached")) {
      input.unpersist();
    }
  }

  private static <T> T with(String setting, Supplier<T> action) {
    try {
      spark().conf().set("spark.sql.adaptive.enabled", !setting.equals("not adaptive"));
      spark().conf().set("spark.sql.ansi.enabled", !setting.equals("not ansi"));
      return action.get();
    } finally {
      spark().conf().unset("spark.sql.adaptive.enabled");
      spark().conf().unset("spark.sql.ansi.enabled");
    }
  }

  /** Every expected row comes, and the engine sees each once. */
  private static void assertScored(
      Map<Long, Double> expected, Dataset<Row> scored, String condition) {
    CountingEngine.reset();
    assertEquals(expected, got(scored.where(condition)));
    assertEquals(expected.size(), CountingEngine.ROWS.get());
  }

  @Test
  void semiJoinsAfterTransformComeBeforeScoring() {
    Dataset<Row> scored = model.transform(all);
    scored.createOrReplaceTempView("scored_rows");
    Map<Long, Double> expected = expected();
    assertScored(expected, scored.join(good, expr("id = good"), "left_semi"), "prediction >= 0");
    assertScored(
        expected,
        spark().sql("select * from scored_rows where id in (select good from good_rows)"),
        "prediction >= 0");
    assertScored(
        expected,
        spark()
            .sql(
                "select * from scored_rows where prediction >= 0"
                    + " and exists (select 1 from good_rows where good = id)"),
        "prediction is not null");
    assertScored(
        expected,
        scored.join(
            all.where("features is null").select(col("id").as("bad")),
            expr("id = bad"),
            "left_anti"),
        "prediction >= 0");
    Dataset<Row> wanted = spark().range(1).selectExpr("1.0D as wanted");
    model.setHandleInvalid("skip");
    expected.values().removeIf(prediction -> prediction != 1.0);
    assertEquals(
        expected, got(model.transform(all).join(wanted, expr("prediction = wanted"), "left_semi")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inner", "union", "sort", "repartition", "limit", "cached"})
  void mixedConditionsAfterTransformRemoveRowsFirst(String kind) {
    Dataset<Row> joined = all.join(spark().range(ROWS).toDF("any"), expr("id = any")).drop("any");
    Dataset<Row> input =
        switch (kind) {
          case "union" -> all.where("id < 50").union(all.where("id >= 50"));
          case "sort" -> all.orderBy("id");
          case "repartition" -> all.repartition(2);
          case "limit" -> all.limit(ROWS);
          case "cached" -> joined.cache();
          default -> joined;
        };
    assertScored(expected(), model.transform(input), "features is not null and prediction >= 0");
    assertScored(expected(), model.transform(input), "prediction >= 0 and features is not null");
    input.unpersist();
  }

  private static String plan(Dataset<?> query) {
    return ((org.apache.spark.sql.classic.Dataset<?>) query)
        .queryExecution()
        .executedPlan()
        .toString();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void otherFiltersStillReachTheScanBelowAJoin() {
    Dataset<Row> query =
        model.transform(inputs.of("inner")).where("id >= 100 and label = 1 and prediction >= 0");
    String plan = plan(query);
    assertTrue(plan.contains("GreaterThanOrEqual(id,100)"), plan);
    assertTrue(plan.contains("EqualTo(label,1.0)"), plan);
    assertEquals(1, count(plan, "FerroScore"), plan);
    assertFalse(plan.contains("anchor") || plan.contains("Expand"), plan);
    query.collectAsList();
    assertTrue(CountingEngine.ROWS.get() <= 14, () -> "rows: " + CountingEngine.ROWS);
  }

  @Test
  void unusedColumnsAreNotReadBelowAJoin() {
    Dataset<Row> scored = model.transform(inputs.of("inner"));
    String plan = plan(scored.select("prediction"));
    assertFalse(plan.contains("unused") || plan.contains("weight"), plan);
    assertFalse(plan.contains("anchor") || plan.contains("Expand"), plan);
    String counted = plan(scored.select("id"));
    assertFalse(counted.contains("features"), counted);
    assertFalse(counted.contains("FerroScore") || counted.contains("Expand"), counted);
    assertEquals(ROWS * 2 / 3, scored.count());
    assertEquals(0, CountingEngine.OPENED.get());
  }

  @Test
  void theAnchorIsNeverSeen() {
    Dataset<Row> input = inputs.of("inner");
    Dataset<Row> scored = model.transform(input);
    assertEquals(model.transformSchema(input.schema()), scored.schema());
    Dataset<Row> named = input.withColumn("ferro_anchor", functions.lit(7));
    assertEquals(
        model.transformSchema(named.schema()).fieldNames().length,
        model.transform(named).columns().length);
    assertEquals(
        7, model.transform(named).where("prediction >= 0").first().<Integer>getAs("ferro_anchor"));
    // Two columns of one name, of which neither is lost.
    Dataset<Row> twice = all.crossJoin(good.withColumnRenamed("good", "id"));
    assertEquals(twice.columns().length + 3, model.transform(twice).columns().length);
  }

  @Test
  void joinedScoresJoinThemselves() {
    Dataset<Row> scored = model.transform(inputs.of("inner"));
    Map<Long, Double> expected = expected();
    Dataset<Row> query =
        scored
            .as("a")
            .join(scored.as("b"), expr("a.id = b.id"))
            .where("a.prediction = b.prediction");
    assertEquals(expected.size(), query.count());
    assertEquals(
        expected,
        got(
            scored
                .as("a")
                .join(scored.as("b"), "id")
                .where("b.prediction >= 0")
                .select("id", "a.prediction")));
    assertEquals(2 * expected.size(), scored.union(scored).where("prediction >= 0").count());
  }

  @Test
  void joinedScoresAreCachedAndFoundAgain() {
    Dataset<Row> input = inputs.of("inner");
    Dataset<Row> scored = model.transform(input).cache();
    try {
      assertEquals(ROWS * 2 / 3, scored.count());
      CountingEngine.reset();
      Dataset<Row> same = model.transform(input).where("prediction >= 0");
      assertTrue(plan(same).contains("InMemoryTableScan"), plan(same));
      assertEquals(ROWS * 2 / 3, same.count());
      assertEquals(0, CountingEngine.ROWS.get());
    } finally {
      scored.unpersist();
    }
  }

  @Test
  void anotherSessionReadsAGlobalViewOfJoinedScores() {
    model.transform(inputs.of("inner")).createOrReplaceGlobalTempView("joined_globally");
    SparkSession other = ((org.apache.spark.sql.classic.SparkSession) spark()).newSession();
    assertEquals(
        expected(),
        got(other.sql("select * from global_temp.joined_globally where prediction >= 0")));
    model.transform(
        spark()
            .table("global_temp.joined_globally")
            .drop("prediction", "probability", "rawPrediction"));
    assertEquals(
        expected(),
        got(spark().sql("select * from global_temp.joined_globally where prediction >= 0")));
  }
}
