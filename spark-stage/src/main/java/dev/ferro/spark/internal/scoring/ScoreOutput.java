package dev.ferro.spark.internal.scoring;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** An output of scoring for a row. */
public enum ScoreOutput {
  /** The scores of the last layer, a Vector. */
  RAW_PREDICTION(SQLDataTypes.VectorType()),
  /** Their softmax, a Vector. */
  PROBABILITY(SQLDataTypes.VectorType()),
  /** The class, or the number, a double. */
  PREDICTION(DataTypes.DoubleType),
  /** Whether the features can be used, a boolean that is never null. */
  VALID(DataTypes.BooleanType);

  private final DataType type;

  ScoreOutput(DataType type) {
    this.type = type;
  }

  /** Whether the output comes from a row's scores, and is null if there are none. */
  public boolean isOfScores() {
    return switch (this) {
      case RAW_PREDICTION, PROBABILITY, PREDICTION -> true;
      case VALID -> false;
    };
  }

  /** The column's type. */
  public DataType type() {
    return type;
  }
}
