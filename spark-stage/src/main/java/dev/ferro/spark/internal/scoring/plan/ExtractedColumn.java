package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.ScoreOutput;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.UnaryNode;
import org.apache.spark.sql.types.Metadata;
import scala.Option;

/**
 * A plan that has the value of an expression as one of its columns.
 *
 * @param attribute the column
 */
record ExtractedColumn(LogicalPlan plan, Attribute attribute) {
  private static final String FEATURES = "ferro_features";

  /** Features that are computed, as a column. */
  static ExtractedColumn features(LogicalPlan plan, Expression features) {
    ExtractedColumn present = presentFeatures(plan, features);
    if (present != null) {
      return present;
    }
    Alias alias =
        new Alias(
            features,
            FEATURES,
            NamedExpression.newExprId(),
            Seqs.of(List.of()),
            Option.empty(),
            Seqs.of(List.of()));
    List<NamedExpression> list = Seqs.list(plan.output());
    list.add(alias);
    return new ExtractedColumn(new Project(Seqs.of(list), plan), alias.toAttribute());
  }

  /** Features that are already computed and scored below, or null. */
  static ExtractedColumn presentFeatures(LogicalPlan plan, Expression features) {
    return find(plan, each -> aliased(each, features));
  }

  private static ExtractedColumn aliased(LogicalPlan plan, Expression features) {
    if (plan instanceof Project project) {
      for (NamedExpression column : Seqs.<NamedExpression>list(project.projectList())) {
        if (column instanceof Alias alias
            && alias.name().equals(FEATURES)
            && alias.child().semanticEquals(features)) {
          return new ExtractedColumn(plan, alias.toAttribute());
        }
      }
    }
    return null;
  }

  /** A score whose features are a column of the plan. */
  static ExtractedColumn score(LogicalPlan plan, ScoreColumn column) {
    Set<ExprId> names = names(plan, ((Attribute) column.features()).exprId());
    ExtractedColumn present = find(plan, each -> extended(each, names, column));
    if (present != null) {
      return present;
    }
    Attribute added = attribute(column);
    return new ExtractedColumn(
        new ScoreBatches(
            (Attribute) column.features(),
            column.scoring(),
            Seqs.of(added),
            List.of(column.scoreOutput()),
            plan),
        added);
  }

  /** A column with all the names that projections below give it. */
  private static Set<ExprId> names(LogicalPlan plan, ExprId column) {
    Set<ExprId> names = new HashSet<>(Set.of(column));
    for (LogicalPlan each = plan; each instanceof UnaryNode node; each = node.child()) {
      if (each instanceof Project project) {
        for (NamedExpression named : Seqs.<NamedExpression>list(project.projectList())) {
          if (named instanceof Alias alias
              && alias.child() instanceof Attribute original
              && names.contains(alias.exprId())) {
            names.add(original.exprId());
          }
        }
      }
    }
    return names;
  }

  private static ExtractedColumn extended(LogicalPlan plan, Set<ExprId> names, ScoreColumn column) {
    if (!(plan instanceof ScoreBatches score)
        || !names.contains(score.features().exprId())
        || !score.scoring().equals(column.scoring())) {
      return null;
    }
    ScoreOutput output = column.scoreOutput();
    Attribute present = score.attribute(output);
    if (present != null) {
      return new ExtractedColumn(score, present);
    }
    Attribute added = attribute(column);
    return new ExtractedColumn(score.with(output, added), added);
  }

  private static Attribute attribute(ScoreColumn column) {
    return new AttributeReference(
        column.scoreOutput().name().toLowerCase(Locale.ROOT),
        column.dataType(),
        column.nullable(),
        Metadata.empty(),
        NamedExpression.newExprId(),
        Seqs.of(List.of()));
  }

  /** Looks for a node that computes it already, below nodes that keep or drop rows but add none. */
  private static ExtractedColumn find(
      LogicalPlan plan, Function<LogicalPlan, ExtractedColumn> here) {
    ExtractedColumn found = here.apply(plan);
    if (found != null) {
      return found;
    }
    if (plan instanceof Filter filter) {
      return above(find(filter.child(), here), filter::withNewChildInternal);
    }
    if (plan instanceof ScoreBatches score) {
      return above(find(score.child(), here), score::withNewChildInternal);
    }
    if (plan instanceof Project project) {
      ExtractedColumn below = find(project.child(), here);
      return below == null ? null : new ExtractedColumn(below.through(project), below.attribute);
    }
    return null;
  }

  private static ExtractedColumn above(ExtractedColumn below, UnaryOperator<LogicalPlan> node) {
    return below == null ? null : new ExtractedColumn(node.apply(below.plan), below.attribute);
  }

  private Project through(Project project) {
    return project.outputSet().contains(attribute)
        ? new Project(project.projectList(), plan)
        : new Project(Seqs.append(project.projectList(), (NamedExpression) attribute), plan);
  }
}
