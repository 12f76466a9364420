package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan's node counts rows, batches and the engine's time: Spark's SQL tab shows them. */
class ScoringMetricsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private MLPClassificationModel model;
  private Dataset<Row> rows;

  @BeforeEach
  void prepare() {
    model = Models.classifier("mlp", 1, 4, 8, 3).setEngine("java").setBatchSize(16);
    rows =
        SUITE
            .spark()
            .range(0, 100, 1, 2)
            .withColumn("features", functions.expr("array(double(id % 7), 1D, 2D, 0D)"));
  }

  private static SparkPlan executed(Dataset<Row> query) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) query).queryExecution().executedPlan();
  }

  /** The scoring nodes, also those in the stages of an adaptive plan. */
  private static List<SparkPlan> scoringNodes(SparkPlan plan) {
    List<SparkPlan> found = new ArrayList<>();
    if (plan.nodeName().equals("FerroScore")) {
      found.add(plan);
    }
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      found.addAll(scoringNodes(adaptive.executedPlan()));
    } else if (plan instanceof QueryStageExec stage) {
      found.addAll(scoringNodes(stage.plan()));
    }
    scala.jdk.javaapi.CollectionConverters.asJava(plan.children())
        .forEach(child -> found.addAll(scoringNodes(child)));
    return found;
  }

  private static long value(Dataset<Row> query, String metric) {
    List<SparkPlan> nodes = scoringNodes(executed(query));
    assertEquals(1, nodes.size(), () -> executed(query).toString());
    return nodes.get(0).longMetric(metric).value();
  }

  @Test
  void rowsBatchesAndTimeAreCounted() {
    Dataset<Row> query = model.transform(rows).select("prediction");
    query.collectAsList();
    assertEquals(100, value(query, "numOutputRows"));
    assertEquals(8, value(query, "numBatches"));
    assertTrue(value(query, "engineTime") > 0);
  }

  @Test
  void anAdaptivePlanCountsToo() {
    Dataset<Row> query = model.transform(rows).groupBy("prediction").count();
    query.collectAsList();
    assertTrue(executed(query) instanceof AdaptiveSparkPlanExec, () -> executed(query).toString());
    assertEquals(100, value(query, "numOutputRows"));
    assertEquals(8, value(query, "numBatches"));
    assertTrue(value(query, "engineTime") > 0);
  }

  @Test
  void onlyRowsThatAreGivenOnCount() {
    Dataset<Row> query = model.transform(rows.coalesce(1)).select("prediction");
    assertEquals(5, query.limit(5).collectAsList().size());
    Dataset<Row> limited = query.limit(20);
    limited.collectAsList();
    assertEquals(20, value(limited, "numOutputRows"));
    assertEquals(2, value(limited, "numBatches"));
  }

  @Test
  void rowsThatAreNotScoredCountAsRowsAlone() {
    Dataset<Row> dirty = rows.withColumn("features", functions.expr("if(id < 50, null, features)"));
    Dataset<Row> query = model.setHandleInvalid("keep").transform(dirty).select("prediction");
    query.collectAsList();
    assertEquals(100, value(query, "numOutputRows"));
    assertEquals(4, value(query, "numBatches"));
  }
}
