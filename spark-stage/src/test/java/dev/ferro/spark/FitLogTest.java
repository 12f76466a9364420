package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** A fit's first line in the log says what it was asked to do. */
class FitLogTest {
  private static final StructType COLUMNS =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  @Test
  void theLineHasUidParamsColumnsAndFeatures() {
    MLPClassifier stage =
        new MLPClassifier("stage").setLayers(new int[] {4, 8, 3}).setMaxIter(3).setSolver("adam");
    assertEquals(
        "Ferro stage starts a fit; params set: layers=[4,8,3], maxIter=3, solver=\"adam\";"
            + " columns: features vector, label double; features: 4",
        FitLog.line(stage, COLUMNS, 4));
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertEquals(
        "Ferro stage starts a fit; params set: none; columns: features vector, label double;"
            + " features: known when rows are read",
        FitLog.line(new MLPRegressor("stage"), COLUMNS, 0));
  }
}
