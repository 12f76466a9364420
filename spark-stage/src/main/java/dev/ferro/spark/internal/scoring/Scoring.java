package dev.ferro.spark.internal.scoring;

import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.io.Serializable;

/**
 * How a model scores a dataset. Equal instances give the same columns, so Spark can reuse cached
 * tables and plans.
 *
 * @param uid the model's uid
 * @param network the network that scores
 * @param decision turns scores into a prediction
 * @param featuresCol the column that holds the features
 * @param batchSize rows of a call to the engine, at least 1
 * @param engine engine id or auto
 * @param handleInvalid what happens to rows that cannot be scored
 */
public record Scoring(
    String uid,
    TrainedNetwork network,
    Decision decision,
    String featuresCol,
    int batchSize,
    String engine,
    InvalidRows handleInvalid)
    implements Serializable {

  /** Whether invalid rows fail the job. */
  public boolean refusesInvalid() {
    return handleInvalid.failScoring();
  }

  /** The error for a row that cannot be scored. */
  public IllegalArgumentException invalid(String problem) {
    return InvalidFeatures.error(network.spec().inputWidth(), featuresCol, problem, "");
  }

  /** Whether invalid rows are dropped. */
  public boolean skipsInvalid() {
    return handleInvalid.areDropped();
  }
}
