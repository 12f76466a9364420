package dev.ferro.spark.internal.scoring;

import dev.ferro.spark.internal.columns.InvalidRows;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.io.Serializable;

/**
 * How a model scores a dataset. Two that are equal give the same columns, so that Spark finds what
 * it has cached or planned before.
 *
 * @param uid of the model
 * @param network what scores
 * @param decision what its scores mean
 * @param featuresCol the column that holds the features
 * @param batchSize rows of a call to the engine, at least 1
 * @param engine engine id or auto
 * @param handleInvalid what rows that cannot be scored get
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
