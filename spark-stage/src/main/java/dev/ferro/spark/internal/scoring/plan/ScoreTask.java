package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.InvalidScores;
import dev.ferro.spark.internal.model.NodeEngine;
import dev.ferro.spark.internal.model.Standardization;
import dev.ferro.spark.internal.scoring.InvalidFeatures;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/** Everything that a task needs to score its partition. The network's parameters are broadcast. */
final class ScoreTask extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec spec;
  private final Broadcast<float[]> parameters;
  private final Standardization standardization;
  private final Decision decision;
  private final String engine;
  private final int batchRows;
  private final String featuresCol;
  private final boolean refusesInvalid;
  private final int featuresAt;
  private final DataType featuresType;
  private final Seq<Attribute> kept;
  private final Seq<Attribute> input;
  private final List<ScoreOutput> outputs;
  private final boolean keepsAll;
  private final ScoreMetrics metrics;

  ScoreTask(
      Scoring scoring,
      Attribute features,
      Seq<Attribute> kept,
      Seq<Attribute> input,
      List<ScoreOutput> outputs,
      ScoreMetrics metrics,
      SparkContext context) {
    this.spec = scoring.network().spec();
    this.parameters = WeightsBroadcast.of(scoring.network(), context);
    this.standardization = scoring.network().standardization();
    this.decision = scoring.decision();
    this.engine = scoring.engine();
    this.batchRows = ScoreBuffers.rows(spec, scoring.batchSize());
    this.featuresCol = scoring.featuresCol();
    this.refusesInvalid = scoring.refusesInvalid();
    this.featuresAt =
        Seqs.<Attribute>list(input).stream()
            .map(Attribute::exprId)
            .toList()
            .indexOf(features.exprId());
    this.featuresType = features.dataType();
    this.kept = kept;
    this.input = input;
    this.outputs = List.copyOf(outputs);
    this.keepsAll = kept.equals(input);
    this.metrics = metrics;
  }

  @Override
  public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
    return new BatchScorer(this, rows, TaskContext.get());
  }

  ScoreMetrics metrics() {
    return metrics;
  }

  NetworkSpec spec() {
    return spec;
  }

  /** The most rows of a call to the engine. */
  int batchRows() {
    return batchRows;
  }

  Standardization standardization() {
    return standardization;
  }

  int featuresAt() {
    return featuresAt;
  }

  DataType featuresType() {
    return featuresType;
  }

  List<ScoreOutput> outputs() {
    return outputs;
  }

  Decision decision() {
    return decision;
  }

  /** Whether every column of the input is kept as it is. */
  boolean keepsAll() {
    return keepsAll;
  }

  /** Whether rows hold the outputs alone. */
  boolean keepsNone() {
    return kept.isEmpty();
  }

  List<DataType> keptTypes() {
    return Seqs.<Attribute>list(kept).stream().map(Attribute::dataType).toList();
  }

  @SuppressWarnings("unchecked")
  UnsafeProjection keptColumns() {
    return UnsafeProjection.create((Seq<Expression>) (Seq<?>) kept, input);
  }

  /** The network, open, on this node's engine. */
  Network open() {
    Network network =
        NodeEngine.select(engine, Workload.scoring(spec, batchRows)).engine().open(spec);
    try {
      network.setState(TrainingState.initial(parameters.value()));
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /** Throws for an invalid row, if such rows fail the job. */
  void refuse(String problem, long row) {
    if (refusesInvalid) {
      throw InvalidFeatures.error(spec.inputWidth(), featuresCol, problem, where(row));
    }
  }

  /** Throws for a row whose scores are not finite, if invalid rows fail the job. */
  void refuseScores(String problem, long row) {
    if (refusesInvalid) {
      throw InvalidScores.error(problem, where(row));
    }
  }

  private static String where(long row) {
    return "row " + row + " scored in partition " + TaskContext.getPartitionId() + "; ";
  }
}
