package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.Scoring;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;

/** The line of {@code explain()} about scoring. */
final class PlanLine {
  static final String NAME = "FerroScore";

  private PlanLine() {}

  /** {@code FerroScore mlpc_1 784-128-10, engine=auto, batch=128, features#1 -> [prediction#2]}. */
  static String of(Scoring scoring, Attribute features, List<Attribute> added) {
    return NAME
        + " "
        + scoring.uid()
        + " "
        + scoring.network().spec()
        + ", engine="
        + scoring.engine()
        + ", batch="
        + ScoreBuffers.rows(scoring.network().spec(), scoring.batchSize())
        + ", "
        + features
        + " -> "
        + added;
  }
}
