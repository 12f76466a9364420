package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.spark.internal.settings.TrainingColumns;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** A fit's first line in the log says what it was asked to do. */
class FitLogTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("x", SQLDataTypes.VectorType())
          .add("s", new StructType().add("y", DataTypes.IntegerType))
          .add("w", DataTypes.FloatType)
          .add("held", DataTypes.BooleanType);

  @Test
  void theLineHasUidParamsColumnsAndFeatures() {
    MLPClassifier stage =
        new MLPClassifier("stage").setLayers(new int[] {4, 8, 3}).setMaxIter(3).setSolver("adam");
    assertEquals(
        "Ferro stage starts a fit; params set: layers=[4,8,3], maxIter=3, solver=\"adam\";"
            + " columns: featuresCol=x vector, labelCol=s.y int, weightCol=w float,"
            + " validationIndicatorCol=held boolean of 5; features: 4",
        FitLog.line(stage, SCHEMA, new TrainingColumns("x", "s.y", "w", "held", true), 4));
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertEquals(
        "Ferro stage starts a fit; params set: none; columns: featuresCol=x vector, labelCol=id"
            + " bigint of 5; features: known when rows are read",
        FitLog.line(
            new MLPRegressor("stage"),
            SCHEMA,
            new TrainingColumns("x", "id", null, null, false),
            0));
  }
}
