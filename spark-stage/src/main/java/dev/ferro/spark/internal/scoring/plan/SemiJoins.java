package dev.ferro.spark.internal.scoring.plan;

import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * Moves semi and anti joins below scores that they do not read. Spark turns {@code IN} and {@code
 * EXISTS} into such joins. They are filters, and filters on other columns run before scoring.
 */
final class SemiJoins {
  private SemiJoins() {}

  /** The plan with such joins as low as possible. */
  static LogicalPlan lowered(LogicalPlan plan) {
    LogicalPlan node = plan instanceof Join join ? lowered(join) : plan;
    return node.mapChildren(SemiJoins::lowered);
  }

  private static LogicalPlan lowered(Join join) {
    boolean filters = join.joinType() == LeftSemi$.MODULE$ || join.joinType() == LeftAnti$.MODULE$;
    return filters && holdsScores(join.left()) && canGoBelow(join, join.left())
        ? below(join, join.left())
        : join;
  }

  private static LogicalPlan below(Join join, LogicalPlan left) {
    Join lower =
        new Join(
            left.children().head(), join.right(), join.joinType(), join.condition(), join.hint());
    return left.withNewChildrenInternal(Seqs.of(lowered(lower)).toIndexedSeq());
  }

  private static boolean holdsScores(LogicalPlan plan) {
    return (plan instanceof Project || plan instanceof Filter)
        && (ExtractScores.innermost(plan) != null || holdsScores(plan.children().head()));
  }

  private static boolean canGoBelow(Join join, LogicalPlan left) {
    AttributeSet beneath = left.children().head().outputSet();
    AttributeSet right = join.right().outputSet();
    for (Attribute column : Seqs.<Attribute>list(right.toSeq())) {
      if (beneath.contains(column)) {
        return false;
      }
    }
    for (Expression expression : Seqs.<Expression>list(left.expressions())) {
      if (!expression.deterministic()) {
        return false;
      }
    }
    return join.condition().isEmpty() || reads(join.condition().get(), beneath, right);
  }

  private static boolean reads(Expression condition, AttributeSet left, AttributeSet right) {
    return condition.deterministic() && condition.references().subsetOf(left.$plus$plus(right));
  }
}
