package dev.ferro.spark.scoring;

import dev.ferro.spark.rows.FeatureRow;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Scores row by row, in plain Java and through Spark's public API only: for sessions where the plan
 * node cannot be used.
 */
final class RowScoring implements ScoreColumns {
  private static final List<ScoreOutput> SCORED =
      List.of(ScoreOutput.RAW_PREDICTION, ScoreOutput.PROBABILITY, ScoreOutput.PREDICTION);

  private final Column scored;

  RowScoring(Scoring scoring, Column features) {
    StructType type = new StructType();
    for (ScoreOutput output : SCORED) {
      type = type.add(output.name(), output.type(), false);
    }
    UDF1<Object, Row> score = value -> score(scoring, value);
    UserDefinedFunction function = functions.udf(score, type).withName("ferro_score");
    scored = (scoring.refusesInvalid() ? function.asNonNullable() : function).apply(features);
  }

  @Override
  public Column of(ScoreOutput output) {
    return output == ScoreOutput.VALID ? scored.isNotNull() : scored.getField(output.name());
  }

  private static Row score(Scoring scoring, Object value) {
    FeatureRow features = new FeatureRow();
    String problem = features.read(value) ? null : features.problem();
    int width = scoring.network().spec().inputWidth();
    if (problem == null && features.width() != width) {
      problem = InvalidFeatures.width(features.width(), width);
    }
    if (problem != null) {
      if (scoring.refusesInvalid()) {
        throw scoring.invalid(problem);
      }
      return null;
    }
    float[] dense = new float[width];
    scoring.network().standardization().copy(features, dense);
    double[] raw = scoring.network().scores(dense);
    double[] probability = new double[raw.length];
    Decision.softmax(raw, probability);
    return RowFactory.create(
        Vectors.dense(raw),
        Vectors.dense(probability),
        scoring.decision().prediction(raw, probability));
  }
}
