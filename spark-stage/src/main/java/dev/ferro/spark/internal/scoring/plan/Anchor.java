package dev.ferro.spark.internal.scoring.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.PythonFuncExpression;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning$;
import org.apache.spark.sql.catalyst.optimizer.RemoveNoopOperators$;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import scala.Option;

/**
 * Keeps scores above the input of {@code transform}. A filter on a score contains the whole {@link
 * ScoreColumn}, and Spark pushes filters down, for example below a join. There it would score rows
 * that the join removes, and fail for them. So scores also read a column, the anchor, that a node
 * above the input adds. No filter that reads it can go lower. The node is an {@link Expand} of one
 * projection, because Spark pushes other filters through it, prunes its columns, and can run it in
 * any session. {@link ExtractScores} removes it.
 */
final class Anchor {
  static final String NAME = "ferro_anchor";

  private Anchor() {}

  /** Whether a plan has a node below which scores must not go. */
  static boolean isNeeded(LogicalPlan plan) {
    return !(plan instanceof LeafNode) && (!keepsRows(plan) || isNeeded(plan.children().head()));
  }

  /** Nodes that may have scores below them, and filters that Spark runs before later ones. */
  private static boolean keepsRows(LogicalPlan plan) {
    boolean known =
        plan instanceof Project
            || plan instanceof Filter
            || plan instanceof SubqueryAlias
            || plan instanceof View
            || plan instanceof ResolvedHint;
    return known && Seqs.<Expression>list(plan.expressions()).stream().noneMatch(Anchor::moves);
  }

  /** Whether Spark turns an expression into a separate node, above filters that came later. */
  private static boolean moves(Expression expression) {
    return expression instanceof PlanExpression
        || expression instanceof PythonFuncExpression
        || Seqs.<Expression>list(expression.children()).stream().anyMatch(Anchor::moves);
  }

  /** A plan with the anchor as its last column. */
  static Expand over(LogicalPlan plan, String name) {
    Attribute anchor =
        new AttributeReference(
            name,
            DataTypes.BooleanType,
            false,
            Metadata.empty(),
            NamedExpression.newExprId(),
            Seqs.of(List.of()));
    List<Expression> projection = Seqs.<Expression>list(plan.output());
    projection.add(Literal.TrueLiteral());
    return new Expand(
        Seqs.of(Seqs.<Expression>of(projection)), Seqs.append(plan.output(), anchor), plan);
  }

  /** The plan without anchors. */
  static LogicalPlan removed(LogicalPlan plan) {
    LogicalPlan removed = without(plan);
    if (removed == plan) {
      return plan;
    }
    return RemoveNoopOperators$.MODULE$.apply(ColumnPruning$.MODULE$.apply(removed));
  }

  private static LogicalPlan without(LogicalPlan plan) {
    LogicalPlan node = plan.mapChildren(Anchor::without);
    return node instanceof Expand expand && expand.projections().size() == 1
        ? projected(expand)
        : node.mapExpressions(Anchor::without);
  }

  private static Expression without(Expression expression) {
    Expression mapped = expression.mapChildren(Anchor::without);
    return mapped instanceof ScoreColumn column ? column.withoutAnchor() : mapped;
  }

  /** An expansion to one row is a projection. */
  private static Project projected(Expand expand) {
    List<Expression> computed = Seqs.list(expand.projections().head());
    List<NamedExpression> columns = new ArrayList<>();
    for (Attribute output : Seqs.<Attribute>list(expand.output())) {
      Expression value = without(computed.get(columns.size()));
      boolean same = value instanceof Attribute given && given.exprId().equals(output.exprId());
      columns.add(same ? output : alias(value, output));
    }
    return new Project(Seqs.of(columns), expand.child());
  }

  private static Alias alias(Expression value, Attribute output) {
    return new Alias(
        value,
        output.name(),
        output.exprId(),
        output.qualifier(),
        Option.apply(output.metadata()),
        Seqs.of(List.of()));
  }
}
