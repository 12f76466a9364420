package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.scoring.RowScoring;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the plan node cannot be used, rows are scored one by one to the same numbers. */
class RowScoringTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final List<ScoreOutput> OUTPUTS =
      List.of(ScoreOutput.RAW_PREDICTION, ScoreOutput.PROBABILITY, ScoreOutput.PREDICTION);
  private static final double RELATIVE = 1e-6;

  private final Dataset<Row> data = TestData.rings(SUITE.spark(), 300);
  private final StructType schema =
      data.schema()
          .add("raw", ScoreOutput.RAW_PREDICTION.type(), false)
          .add("probability", ScoreOutput.PROBABILITY.type(), false)
          .add("prediction", ScoreOutput.PREDICTION.type(), false);

  private static Scoring scoring(InvalidRows handleInvalid) {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 4, 64, 32, 3);
    TrainedNetwork network = new TrainedNetwork(spec, spec.initialParameters(3));
    Decision decision = Decision.largestOver(new double[] {0.3, 0.4, 0.2});
    return new Scoring("mlp", network, decision, "features", 128, "java", handleInvalid);
  }

  private Dataset<Row> byRow(Dataset<Row> rows, InvalidRows handleInvalid) {
    Scoring scoring = scoring(handleInvalid);
    return RowScoring.columns(scoring, rows.col("features"), rows)
        .append(scoring.skipsInvalid(), schema, OUTPUTS);
  }

  private static String plan(Dataset<Row> query) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) query).queryExecution().toString();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  @Test
  void theNumbersAreThoseOfThePlanNode() {
    List<Row> planned =
        DatasetScoring.transform(scoring(InvalidRows.ERROR), data, schema, OUTPUTS)
            .orderBy("id")
            .collectAsList();
    Dataset<Row> byRow = byRow(data, InvalidRows.ERROR);
    assertFalse(plan(byRow).contains("FerroScore"));
    assertEquals(schema, byRow.schema());
    List<Row> single = byRow.orderBy("id").collectAsList();
    for (int i = 0; i < planned.size(); i++) {
      for (String column : List.of("raw", "probability")) {
        double[] expected = planned.get(i).<Vector>getAs(column).toArray();
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(
            expected, single.get(i).<Vector>getAs(column).toArray(), RELATIVE * largest);
      }
      assertEquals(
          planned.get(i).<Double>getAs("prediction"), single.get(i).<Double>getAs("prediction"));
    }
  }

  @Test
  void invalidRowsAreTreatedAlike() {
    Dataset<Row> dirty = data.withColumn("features", functions.expr("if(id < 10, null, features)"));
    SparkException failure =
        assertThrows(SparkException.class, () -> byRow(dirty, InvalidRows.ERROR).collectAsList());
    String message = rootMessage(failure);
    assertTrue(
        message.startsWith("[transform] expected 4 finite features in column 'features', got null"),
        message);
    assertEquals(290, byRow(dirty, InvalidRows.SKIP).count());
    Dataset<Row> kept = byRow(dirty, InvalidRows.KEEP);
    assertEquals(300, kept.count());
    assertEquals(10, kept.where("prediction is null and probability is null").count());
  }

  @Test
  void rowsThatAJoinRemovedAreNotScored() {
    Dataset<Row> dirty = data.withColumn("features", functions.expr("if(id < 10, null, features)"));
    Dataset<Row> good = SUITE.spark().range(10, 300).toDF("good").localCheckpoint();
    Dataset<Row> joined = dirty.join(good, functions.expr("id = good")).drop("good");
    for (Dataset<Row> input : List.of(joined, joined.union(joined.limit(0)), joined.distinct())) {
      Dataset<Row> scored = byRow(input, InvalidRows.ERROR);
      Dataset<Row> query = scored.where("prediction >= 0").select("id", "prediction", "raw");
      assertEquals(290, query.collectAsList().size());
      String optimized =
          ((org.apache.spark.sql.classic.Dataset<Row>) query)
              .queryExecution()
              .optimizedPlan()
              .toString();
      assertEquals(2, optimized.split("ferro_score\\(", -1).length, optimized);
      assertFalse(List.of(scored.columns()).contains("ferro_scores"));
    }
  }

  @Test
  void aFilterBesideRemovesInvalidRowsFirst() {
    Dataset<Row> dirty = data.withColumn("features", functions.expr("if(id < 10, null, features)"));
    Dataset<Row> scored = byRow(dirty, InvalidRows.ERROR);
    assertEquals(290, scored.where("features is not null and prediction >= 0").count());
    assertEquals(290, scored.where("id >= 10").where("probability is not null").count());
  }

  @Test
  void arraysOfWholeNumbersAreScoredAsThePlanNodeDoes() {
    Dataset<Row> rows =
        data.withColumn("features", functions.expr("array(id, id % 7, 100L, id % 3)"));
    List<Row> planned =
        DatasetScoring.transform(scoring(InvalidRows.ERROR), rows, schema, OUTPUTS)
            .orderBy("id")
            .select("prediction")
            .collectAsList();
    assertEquals(
        planned, byRow(rows, InvalidRows.ERROR).orderBy("id").select("prediction").collectAsList());
  }

  @Test
  void scoresThatAreNotFiniteAreTreatedAlike() {
    Dataset<Row> huge =
        data.withColumn(
            "features",
            functions.expr("if(id = 7, array(3e38D, 3e38D, 3e38D, 3e38D), array(1D, 2D, 3D, 4D))"));
    String message =
        rootMessage(
            assertThrows(
                SparkException.class,
                () -> byRow(huge, InvalidRows.ERROR).select("raw").collectAsList()));
    assertTrue(message.startsWith("[transform] expected finite scores, got "), message);
    for (InvalidRows choice : List.of(InvalidRows.KEEP, InvalidRows.SKIP)) {
      Dataset<Row> kept = byRow(huge, choice);
      assertEquals(300, kept.count());
      assertEquals(1, kept.where("prediction is null and raw is null").count());
      Dataset<Row> planned = DatasetScoring.transform(scoring(choice), huge, schema, OUTPUTS);
      assertEquals(300, planned.count());
      assertEquals(1, planned.where("prediction is null and raw is null").count());
    }
  }
}
