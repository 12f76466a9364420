package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.ScoreColumns;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.ExperimentalMethods;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.classic.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scoring as a node of Spark's plan. Only this package uses Spark's internal API, which may change
 * with each minor version. So it is only used on the version that it was built and tested with.
 */
public final class PlannedScoring {
  /** The Spark minor whose internal API this package is written for. */
  static final String SPARK = "4.1";

  private static final Logger LOG = LoggerFactory.getLogger(PlannedScoring.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private PlannedScoring() {}

  /** Whether the plan node can be used for a dataset. If not, the log says why, once. */
  public static boolean isPossible(Dataset<?> data) {
    Optional<String> reason = obstacle(data.sparkSession().version(), data);
    if (reason.isPresent() && SAID.compareAndSet(false, true)) {
      LOG.warn("Ferro scores row by row, which is slower: {}", reason.get());
    }
    return reason.isEmpty();
  }

  static Optional<String> obstacle(String version, Object data) {
    if (!version.startsWith(SPARK + ".")) {
      return Optional.of("built for Spark " + SPARK + ", this is Spark " + version);
    }
    return Classic.isDataset(data)
        ? Optional.empty()
        : Optional.of("the dataset belongs to a Spark Connect session");
  }

  /**
   * Columns that Spark plans like its own expressions, and computes in batches.
   *
   * @param features features column of the data
   */
  public static ScoreColumns columns(Scoring scoring, Column features, Dataset<?> data) {
    Classic.register(data);
    return Classic.columns(scoring, features, data);
  }

  /** Classes that must not be loaded before the version is known. */
  private static final class Classic {
    static boolean isDataset(Object data) {
      return data instanceof org.apache.spark.sql.classic.Dataset;
    }

    static ScoreColumns columns(Scoring scoring, Column features, Dataset<?> data) {
      Expression read = ExpressionUtils.expression(features);
      LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<?>) data).logicalPlan();
      if (!Anchor.isNeeded(plan)) {
        return new ScoreColumns(
            data.toDF(), null, output -> column(List.of(read), scoring, output));
      }
      String name = ScoreColumns.freeName(Anchor.NAME, data);
      Expand anchored = Anchor.over(plan, name);
      Expression anchor = (Expression) anchored.output().last();
      return new ScoreColumns(
          org.apache.spark.sql.classic.Dataset.ofRows((SparkSession) data.sparkSession(), anchored),
          name,
          output -> column(List.of(read, anchor), scoring, output));
    }

    private static Column column(List<Expression> inputs, Scoring scoring, ScoreOutput output) {
      return ExpressionUtils.column(new ScoreColumn(Seqs.of(inputs), scoring, output));
    }

    /** Adds the rule and the strategy to the data's session. Its clones inherit them. */
    static void register(Dataset<?> data) {
      SparkSession session = (SparkSession) data.sparkSession();
      ExperimentalMethods methods = session.experimental();
      synchronized (methods) {
        if (!methods.extraOptimizations().contains(ExtractScores.INSTANCE)) {
          methods.extraOptimizations_$eq(
              Seqs.append(methods.extraOptimizations(), ExtractScores.INSTANCE));
        }
        if (!methods.extraStrategies().contains(ScoreStrategy.INSTANCE)) {
          methods.extraStrategies_$eq(
              Seqs.append(methods.extraStrategies(), ScoreStrategy.INSTANCE));
        }
      }
    }
  }
}
