package dev.ferro.spark.scoring;

import java.io.Serializable;

/** What a model appends to a row. */
public interface RowOutput extends Serializable {
  /**
   * The values of the model's output columns, in the order in which its schema appends them.
   *
   * @param scores raw scores of the row, {@code [outputs]}; the callee may keep them
   */
  Object[] columns(double[] scores);
}
