package dev.ferro.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The params that Spark's own classes declare: Spark takes null for the name of a column. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * Refuses a column's name that is null.
   *
   * @throws IllegalArgumentException with the param's name
   */
  static void requireNotNull(Params stage) {
    for (Param<?> param : stage.params()) {
      if (param.name().endsWith("Col")
          && stage.isDefined(param)
          && stage.getOrDefault(param) == null) {
        throw new IllegalArgumentException(
            "[param] expected "
                + param.name()
                + " to be a column's name, got null (stage "
                + stage.uid()
                + ")");
      }
    }
  }
}
