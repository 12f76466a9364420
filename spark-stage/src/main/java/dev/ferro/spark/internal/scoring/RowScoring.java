package dev.ferro.spark.internal.scoring;

import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.InvalidScores;
import dev.ferro.spark.internal.rows.FeatureRow;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Scores row by row, in plain Java and through Spark's public API only. It is for sessions that
 * cannot use the plan node.
 *
 * <p>One function computes all outputs, as a struct in a hidden column. It is declared as not
 * deterministic. So Spark calls it once for each row, and where the user put it, not below a join.
 * A row that cannot be scored fails only when one of its outputs is read, because a filter may
 * remove it before that.
 */
public final class RowScoring {
  private static final List<ScoreOutput> SCORED =
      Stream.of(ScoreOutput.values()).filter(ScoreOutput::isOfScores).toList();
  private static final String HIDDEN = "ferro_scores";
  private static final String PROBLEM = "problem";

  private RowScoring() {}

  public static ScoreColumns columns(Scoring scoring, Column features, Dataset<?> data) {
    StructType type = new StructType();
    for (ScoreOutput output : SCORED) {
      type = type.add(output.name(), output.type());
    }
    UserDefinedFunction function =
        functions
            .udf(new Score(scoring), type.add(PROBLEM, DataTypes.StringType))
            .withName("ferro_score")
            .asNonNullable()
            .asNondeterministic();
    String hidden = ScoreColumns.freeName(HIDDEN, data);
    Dataset<Row> rows = data.select(functions.col("*"), function.apply(features).as(hidden));
    Column scored = functions.col(hidden);
    return new ScoreColumns(rows, hidden, output -> column(scoring, scored, features, output));
  }

  /** A class instead of a lambda, because javac's lint rejects a lambda that calls this class. */
  private record Score(Scoring scoring) implements UDF1<Object, Row> {
    @Override
    public Row call(Object features) {
      return score(scoring, features);
    }
  }

  private static Column column(
      Scoring scoring, Column scored, Column features, ScoreOutput output) {
    Column problem = scored.getField(PROBLEM);
    return switch (output) {
      case VALID -> problem.isNull();
      case RAW_PREDICTION, PROBABILITY, PREDICTION ->
          value(scoring, scored.getField(output.name()), problem, features, output);
    };
  }

  private static Column value(
      Scoring scoring, Column value, Column problem, Column features, ScoreOutput output) {
    if (!scoring.refusesInvalid()) {
      return value;
    }
    // Reads the features, so that a filter on both checks first whether they are null.
    UDF2<String, Object, Object> refuse =
        (message, unused) -> {
          throw new IllegalArgumentException(message);
        };
    return functions.coalesce(
        value,
        functions
            .udf(refuse, output.type())
            .withName("ferro_refuse")
            .asNonNullable()
            .apply(problem, features));
  }

  /**
   * The outputs, and what is wrong with the features, or with the scores if invalid scores fail.
   */
  private static Row score(Scoring scoring, Object value) {
    FeatureRow features = new FeatureRow();
    String problem = features.read(value) ? null : features.problem();
    int width = scoring.network().spec().inputWidth();
    if (problem == null && features.width() != width) {
      problem = InvalidFeatures.width(features.width(), width);
    }
    if (problem != null) {
      return row(output -> null, scoring.invalid(problem).getMessage());
    }
    float[] dense = new float[width];
    scoring.network().standardization().copy(features, dense);
    double[] raw = scoring.network().rawScores(dense);
    if (!InvalidScores.areFinite(raw)) {
      return row(
          output -> null,
          scoring.refusesInvalid()
              ? InvalidScores.error(InvalidScores.problem(raw), "").getMessage()
              : null);
    }
    double[] probability = new double[raw.length];
    Decision.softmax(raw, probability);
    return row(output -> value(scoring.decision(), output, raw, probability), null);
  }

  private static Object value(
      Decision decision, ScoreOutput output, double[] raw, double[] probability) {
    return switch (output) {
      case RAW_PREDICTION -> Vectors.dense(raw);
      case PROBABILITY -> Vectors.dense(probability);
      case PREDICTION -> (Object) decision.prediction(raw, probability);
      case VALID -> true;
    };
  }

  private static Row row(Function<ScoreOutput, Object> values, String problem) {
    return RowFactory.create(
        Stream.concat(SCORED.stream().map(values), Stream.of(problem)).toArray());
  }
}
