package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.model.Decision;
import dev.ferro.spark.internal.model.InvalidScores;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import dev.ferro.spark.internal.scoring.Scoring;
import java.io.Serializable;
import java.util.Collections;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.UserDefinedType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.ScalaRunTime;

/**
 * One output of scoring, as an expression over the features. {@link ExtractScores} replaces it by a
 * column of {@link ScoreBatches}. It is declared as unevaluable, so Spark leaves it alone until
 * then, and no row is scored while a query is optimized. If a session without our rule reads
 * another session's global view, this expression is evaluated row by row.
 */
public final class ScoreColumn extends Expression
    implements Unevaluable, CodegenFallback, Serializable {
  private static final long serialVersionUID = 1L;

  private final Seq<Expression> inputs;
  private final Scoring scoring;
  private final ScoreOutput output;
  private transient FeatureReader reader;

  /**
   * Public, with the product's elements as arguments, because Spark copies the node that way.
   *
   * @param inputs the features and, if the scores must not be moved, their {@link Anchor}
   */
  public ScoreColumn(Seq<Expression> inputs, Scoring scoring, ScoreOutput output) {
    this.inputs = inputs;
    this.scoring = scoring;
    this.output = output;
  }

  Expression features() {
    return inputs.head();
  }

  /** This column of the features alone. */
  ScoreColumn withoutAnchor() {
    return inputs.size() == 1 ? this : new ScoreColumn(Seqs.of(features()), scoring, output);
  }

  Scoring scoring() {
    return scoring;
  }

  ScoreOutput scoreOutput() {
    return output;
  }

  @Override
  public boolean nullable() {
    return output.isOfScores() && !scoring.refusesInvalid();
  }

  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public DataType dataType() {
    return output.type();
  }

  @Override
  public Object eval(InternalRow row) {
    if (reader == null) {
      TrainedNetwork network = scoring.network();
      reader =
          new FeatureReader(
              features().dataType(), network.spec().inputWidth(), network.standardization());
    }
    Object value = features().eval(row);
    boolean valid = reader.read(InternalRow.fromSeq(Seqs.of(Collections.singletonList(value))), 0);
    if (!valid && scoring.refusesInvalid()) {
      throw scoring.invalid(reader.problem());
    }
    if (!output.isOfScores()) {
      return value(null, valid);
    }
    return valid ? scored(scoring.network().rawScores(reader.values())) : null;
  }

  private Object scored(double[] raw) {
    if (!InvalidScores.areFinite(raw)) {
      if (scoring.refusesInvalid()) {
        throw InvalidScores.error(InvalidScores.problem(raw), "");
      }
      return null;
    }
    return value(raw, true);
  }

  private Object value(double[] raw, boolean valid) {
    return switch (output) {
      case RAW_PREDICTION -> serialized(raw);
      case PROBABILITY -> serialized(softmax(raw));
      case PREDICTION -> (Object) scoring.decision().prediction(raw, softmax(raw));
      case VALID -> valid;
    };
  }

  private static double[] softmax(double[] raw) {
    double[] probability = new double[raw.length];
    Decision.softmax(raw, probability);
    return probability;
  }

  @SuppressWarnings("unchecked")
  private Object serialized(double[] values) {
    return ((UserDefinedType<Object>) output.type()).serialize(Vectors.dense(values));
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public Seq<Expression> children() {
    return inputs;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new ScoreColumn(Seqs.of(Seqs.<Expression>list(children)), scoring, output);
  }

  @Override
  public String toString() {
    return prettyName() + "(" + features() + ", " + scoring.uid() + ")";
  }

  @Override
  public String prettyName() {
    return "ferro_" + output.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> inputs;
      case 1 -> scoring;
      case 2 -> output;
      default -> throw new IndexOutOfBoundsException(n);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ScoreColumn;
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
