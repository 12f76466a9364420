package dev.ferro.spark.internal.scoring.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;

/**
 * Moves {@link ScoreColumn}s out of a plan's expressions into {@link ScoreBatches} below, one for
 * each model and features column. It runs after Spark has optimized the query. By then filters are
 * pushed down, columns are pruned and unused expressions are gone.
 */
final class ExtractScores extends Rule<LogicalPlan> {
  static final ExtractScores INSTANCE = new ExtractScores();

  private ExtractScores() {}

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    LogicalPlan extracted = extract(SemiJoins.lowered(Anchor.removed(plan)));
    // Spark prunes columns again, now that there are new nodes.
    return extracted == plan ? plan : ColumnPruning$.MODULE$.apply(extracted);
  }

  private LogicalPlan extract(LogicalPlan plan) {
    LogicalPlan original = plan.mapChildren(this::extract);
    LogicalPlan node = prepared(original);
    ScoreColumn column;
    while ((column = innermost(node)) != null) {
      LogicalPlan child = childWith(node, column);
      if (child == null) {
        break; // It needs columns of both sides of a join, so it is evaluated row by row.
      }
      boolean ready = column.features() instanceof Attribute;
      Expression old = ready ? column : column.features();
      ExtractedColumn now =
          ready ? ExtractedColumn.score(child, column) : ExtractedColumn.features(child, old);
      node = replaced(node, child, old, now);
    }
    boolean same = node.outputSet().equals(original.outputSet());
    return same ? node : new Project(Seqs.of(Seqs.<NamedExpression>list(original.output())), node);
  }

  private static LogicalPlan prepared(LogicalPlan node) {
    if (node instanceof Filter filter) {
      return split(filter);
    }
    return node instanceof Project project ? reusing(project) : node;
  }

  /** Reuses features that are already computed below, for a filter on scores. */
  private static LogicalPlan reusing(Project project) {
    LogicalPlan node = project;
    for (NamedExpression column : Seqs.<NamedExpression>list(project.projectList())) {
      if (column instanceof Alias alias && !(alias.child() instanceof Attribute)) {
        LogicalPlan child = node.children().head();
        ExtractedColumn present = ExtractedColumn.presentFeatures(child, alias.child());
        node = present == null ? node : replaced(node, child, alias.child(), present);
      }
    }
    return node;
  }

  /** Moves conditions that do not depend on scores to a separate filter below them. */
  private static LogicalPlan split(Filter filter) {
    List<Expression> onScores = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    addConjuncts(filter.condition(), onScores, others);
    if (onScores.isEmpty() || others.isEmpty() || !filter.condition().deterministic()) {
      return filter;
    }
    return new Filter(all(onScores), new Filter(all(others), filter.child()));
  }

  private static void addConjuncts(
      Expression condition, List<Expression> onScores, List<Expression> others) {
    if (condition instanceof And and) {
      addConjuncts(and.left(), onScores, others);
      addConjuncts(and.right(), onScores, others);
    } else {
      (innermost(condition) == null ? others : onScores).add(condition);
    }
  }

  private static Expression all(List<Expression> conditions) {
    return conditions.stream().reduce(And::new).orElseThrow();
  }

  /** A score whose features contain no other score. */
  static ScoreColumn innermost(LogicalPlan node) {
    for (Expression expression : Seqs.<Expression>list(node.expressions())) {
      ScoreColumn found = innermost(expression);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static ScoreColumn innermost(Expression expression) {
    for (Expression child : Seqs.<Expression>list(expression.children())) {
      ScoreColumn found = innermost(child);
      if (found != null) {
        return found;
      }
    }
    return expression instanceof ScoreColumn column ? column : null;
  }

  private static LogicalPlan childWith(LogicalPlan node, ScoreColumn column) {
    for (LogicalPlan child : Seqs.<LogicalPlan>list(node.children())) {
      if (column.references().subsetOf(child.outputSet())) {
        return child;
      }
    }
    return null;
  }

  private static LogicalPlan replaced(
      LogicalPlan node, LogicalPlan child, Expression old, ExtractedColumn now) {
    LogicalPlan moved = node.mapChildren(each -> each == child ? now.plan() : each);
    return moved.mapExpressions(each -> replaced(each, old, now.attribute()));
  }

  private static Expression replaced(Expression expression, Expression old, Attribute now) {
    return expression.semanticEquals(old)
        ? now
        : expression.mapChildren(each -> replaced(each, old, now));
  }
}
