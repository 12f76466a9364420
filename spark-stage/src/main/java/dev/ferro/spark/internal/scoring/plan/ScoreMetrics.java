package dev.ferro.spark.internal.scoring.plan;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.Tuple2;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/**
 * What the node shows in Spark's SQL tab. It is added up batch by batch, so that a row costs
 * nothing.
 *
 * @param rows that the node gave on
 * @param batches calls to the engine
 * @param engineTime nanoseconds in these calls
 */
record ScoreMetrics(SQLMetric rows, SQLMetric batches, SQLMetric engineTime)
    implements Serializable {

  static ScoreMetrics of(SparkContext context) {
    return new ScoreMetrics(
        SQLMetrics.createMetric(context, "number of output rows"),
        SQLMetrics.createMetric(context, "number of batches"),
        SQLMetrics.createNanoTimingMetric(
            context, "time in the engine", SQLMetrics.createNanoTimingMetric$default$3()));
  }

  Map<String, SQLMetric> byName() {
    return Map$.MODULE$.from(
        Seqs.of(
            List.of(
                new Tuple2<>("numOutputRows", rows),
                new Tuple2<>("numBatches", batches),
                new Tuple2<>("engineTime", engineTime))));
  }
}
