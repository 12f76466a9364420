package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnaryExecNode;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.Iterable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;
import scala.runtime.ScalaRunTime;

/** The physical node: kept columns of the child, then the output columns. */
public final class ScoreBatchesExec extends SparkPlan implements UnaryExecNode {
  private static final long serialVersionUID = 1L;

  private final Attribute features;
  private final Scoring scoring;
  private final Seq<Attribute> kept;
  private final Seq<Attribute> added;
  private final List<ScoreOutput> outputs;
  private final SparkPlan child;
  private transient ScoreMetrics metrics;

  /**
   * Public, with the product's elements as arguments, because Spark copies the node that way.
   *
   * @param features features column of the child
   * @param kept columns of the child that the node passes on
   * @param added the columns that hold the outputs, in the same order
   */
  public ScoreBatchesExec(
      Attribute features,
      Scoring scoring,
      Seq<Attribute> kept,
      Seq<Attribute> added,
      List<ScoreOutput> outputs,
      SparkPlan child) {
    this.features = features;
    this.scoring = scoring;
    this.kept = kept;
    this.added = added;
    this.outputs = outputs;
    this.child = child;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    ScoreTask task =
        new ScoreTask(
            scoring, features, kept, child.output(), outputs, scoreMetrics(), sparkContext());
    return child.execute().mapPartitions(task, true, ClassTag$.MODULE$.apply(InternalRow.class));
  }

  /** Made once: Spark reads from the plan what its tasks have added up. */
  private synchronized ScoreMetrics scoreMetrics() {
    if (metrics == null) {
      metrics = ScoreMetrics.of(sparkContext());
    }
    return metrics;
  }

  @Override
  public Map<String, SQLMetric> metrics() {
    return scoreMetrics().byName();
  }

  @Override
  public SparkPlan child() {
    return child;
  }

  @Override
  public Seq<SparkPlan> children() {
    return Seqs.of(child);
  }

  @Override
  public SparkPlan withNewChildInternal(SparkPlan newChild) {
    return new ScoreBatchesExec(features, scoring, kept, added, outputs, newChild);
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
    return withNewChildInternal(children.head());
  }

  @Override
  public Seq<Attribute> output() {
    List<Attribute> all = new ArrayList<>(Seqs.<Attribute>list(kept));
    all.addAll(Seqs.list(added));
    return Seqs.of(all);
  }

  @Override
  @SuppressWarnings("unchecked")
  public AttributeSet producedAttributes() {
    return AttributeSet.apply((Iterable<Expression>) (Iterable<?>) added);
  }

  @Override
  public Partitioning outputPartitioning() {
    return child.outputPartitioning();
  }

  @Override
  public Seq<SortOrder> outputOrdering() {
    return child.outputOrdering();
  }

  @Override
  public String nodeName() {
    return PlanLine.NAME;
  }

  @Override
  public String simpleString(int maxFields) {
    return PlanLine.of(scoring, features, Seqs.list(added));
  }

  @Override
  public int productArity() {
    return 6;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> features;
      case 1 -> scoring;
      case 2 -> kept;
      case 3 -> added;
      case 4 -> outputs;
      case 5 -> child;
      default -> throw new IndexOutOfBoundsException(n);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ScoreBatchesExec;
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
