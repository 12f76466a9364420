package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnaryNode;
import scala.Option;
import scala.collection.Iterable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.ScalaRunTime;

/** The logical node: the child's columns, then the output columns. */
public final class ScoreBatches extends LogicalPlan implements UnaryNode {
  private static final long serialVersionUID = 1L;

  private final Attribute features;
  private final Scoring scoring;
  private final Seq<Attribute> added;
  private final List<ScoreOutput> outputs;
  private final LogicalPlan child;

  /**
   * Public, with the product's elements as arguments, because Spark copies the node that way.
   *
   * @param features features column of the child
   * @param added the columns that hold the outputs, in the same order
   */
  public ScoreBatches(
      Attribute features,
      Scoring scoring,
      Seq<Attribute> added,
      List<ScoreOutput> outputs,
      LogicalPlan child) {
    this.features = features;
    this.scoring = scoring;
    this.added = added;
    this.outputs = outputs;
    this.child = child;
  }

  Attribute features() {
    return features;
  }

  Scoring scoring() {
    return scoring;
  }

  List<Attribute> added() {
    return Seqs.list(added);
  }

  List<ScoreOutput> outputs() {
    return outputs;
  }

  /** The column of an output, or null. */
  Attribute attribute(ScoreOutput output) {
    int at = outputs.indexOf(output);
    return at < 0 ? null : added.apply(at);
  }

  /** This node with one more output. */
  ScoreBatches with(ScoreOutput output, Attribute attribute) {
    List<ScoreOutput> more = new ArrayList<>(outputs);
    more.add(output);
    return new ScoreBatches(features, scoring, Seqs.append(added, attribute), more, child);
  }

  @Override
  public LogicalPlan child() {
    return child;
  }

  @Override
  public Seq<LogicalPlan> children() {
    return Seqs.of(child);
  }

  @Override
  public LogicalPlan withNewChildInternal(LogicalPlan newChild) {
    return new ScoreBatches(features, scoring, added, outputs, newChild);
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
    return withNewChildInternal(children.head());
  }

  @Override
  public Seq<Attribute> output() {
    List<Attribute> all = Seqs.list(child.output());
    all.addAll(added());
    return Seqs.of(all);
  }

  @Override
  @SuppressWarnings("unchecked")
  public AttributeSet producedAttributes() {
    return AttributeSet.apply((Iterable<Expression>) (Iterable<?>) added);
  }

  @Override
  public Option<Object> maxRows() {
    return child.maxRows();
  }

  @Override
  public String simpleString(int maxFields) {
    return PlanLine.of(scoring, features, added());
  }

  @Override
  public int productArity() {
    return 5;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> features;
      case 1 -> scoring;
      case 2 -> added;
      case 3 -> outputs;
      case 4 -> child;
      default -> throw new IndexOutOfBoundsException(n);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ScoreBatches;
  }

  @Override
  public boolean equals(Object other) {
    return Seqs.equal(this, other);
  }

  @Override
  public int hashCode() {
    return ScalaRunTime._hashCode(this);
  }
}
