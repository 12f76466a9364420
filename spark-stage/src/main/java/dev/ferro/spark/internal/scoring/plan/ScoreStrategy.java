package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.ScoreOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.immutable.Seq;

/** Plans {@link ScoreBatches}, together with the projection above it. */
final class ScoreStrategy extends SparkStrategy {
  static final ScoreStrategy INSTANCE = new ScoreStrategy();

  private ScoreStrategy() {}

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (plan instanceof ScoreBatches score) {
      return Seqs.of(planned(score, Seqs.list(score.child().output()), score.added()));
    }
    if (plan instanceof Project project && project.child() instanceof ScoreBatches score) {
      return Seqs.of(planned(project, score));
    }
    if (plan instanceof Project project
        && project.child() instanceof Filter filter
        && filter.child() instanceof ScoreBatches score) {
      AttributeSet needed = project.references().$plus$plus(filter.references());
      SparkPlan scored = planned(score, kept(score, needed), score.added());
      return Seqs.of(
          new ProjectExec(project.projectList(), new FilterExec(filter.condition(), scored)));
    }
    return Seqs.of(List.of());
  }

  private SparkPlan planned(Project project, ScoreBatches score) {
    List<NamedExpression> list = Seqs.list(project.projectList());
    List<Attribute> kept = kept(score, project.references());
    List<ScoreOutput> outputs = new ArrayList<>();
    List<Attribute> renamed = new ArrayList<>();
    for (NamedExpression column : list.subList(Math.min(kept.size(), list.size()), list.size())) {
      int at = score.added().indexOf(withoutAlias(column));
      if (at >= 0) {
        outputs.add(score.outputs().get(at));
        renamed.add(column.toAttribute());
      }
    }
    // If the projection lists kept columns and then outputs, its rows are the node's own rows.
    if (list.size() == kept.size() + outputs.size() && list.subList(0, kept.size()).equals(kept)) {
      return new ScoreBatchesExec(
          score.features(),
          score.scoring(),
          Seqs.of(kept),
          Seqs.of(renamed),
          outputs,
          planLater(score.child()));
    }
    return new ProjectExec(project.projectList(), planned(score, kept, score.added()));
  }

  private static List<Attribute> kept(ScoreBatches score, AttributeSet needed) {
    List<Attribute> columns = Seqs.list(score.child().output());
    columns.removeIf(column -> !needed.contains(column));
    return columns;
  }

  private static Expression withoutAlias(NamedExpression column) {
    return column instanceof Alias alias ? alias.child() : (Expression) column;
  }

  private SparkPlan planned(ScoreBatches score, List<Attribute> kept, List<Attribute> added) {
    return new ScoreBatchesExec(
        score.features(),
        score.scoring(),
        Seqs.of(kept),
        Seqs.of(added),
        score.outputs(),
        planLater(score.child()));
  }
}
