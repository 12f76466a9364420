package dev.ferro.spark;

import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An array of any numbers can be trained on and scored; what cannot is refused with a remedy. */
class FeatureTypesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  /** Small whole numbers, which every type holds. */
  private static Dataset<Row> data(String type) {
    return SUITE
        .spark()
        .range(0, 60, 1, 2)
        .withColumn("label", expr("double(id % 2)"))
        .withColumn(
            "features",
            expr("cast(array(id % 2, int(id % 3 = 0), int(id % 5 = 0)) as array<double>)"))
        .withColumn("features", expr("cast(features as array<" + type + ">)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "decimal(10,3)",
        "decimal(38,18)",
        "boolean",
        "float"
      })
  void giveTheNumbersOfDoubles(String type) {
    MLPClassifier stage = new MLPClassifier().setMaxIter(2).setHiddenDim(4).setEngine("java");
    Dataset<Row> doubles = data("double");
    Dataset<Row> data = data(type);
    MLPClassificationModel expected = stage.fit(doubles);
    MLPClassificationModel model = stage.fit(data);
    assertEquals(expected.weights(), model.weights());
    List<Row> scored = model.transform(data).drop("features").orderBy("id").collectAsList();
    assertEquals(
        expected.transform(doubles).drop("features").orderBy("id").collectAsList(), scored);
    Dataset<Row> filtered =
        model.transform(data).where("prediction = 1 and probability is not null");
    assertEquals(
        scored.stream().filter(row -> row.<Double>getAs("prediction") == 1).count(),
        filtered.count());
    assertEquals(data.schema().apply("features"), model.transform(data).schema().apply("features"));
  }

  @Test
  void nullElementsAreInvalid() {
    Dataset<Row> data =
        data("bigint").withColumn("features", expr("if(id = 3, array(1L, null, 2L), features)"));
    MLPClassificationModel model = Models.classifier("mlp", 1, 3, 2).setEngine("java");
    String message =
        assertThrows(
                Exception.class, () -> model.transform(data).select("prediction").collectAsList())
            .getMessage();
    assertTrue(message.contains("got NaN at index 1"), message);
    assertEquals(59, model.setHandleInvalid("skip").transform(data).count());
    assertEquals(
        1, model.setHandleInvalid("keep").transform(data).where("prediction is null").count());
    assertEquals(
        3, new MLPClassifier().setMaxIter(1).setHandleInvalid("skip").fit(data).numFeatures());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string | cast(split(features, ',') as array<double>)",
        "double | array(features, …) or VectorAssembler",
        "boolean | array(features, …)",
        "array<string> | cast(features as array<double>)",
        "array<date> | cast(features as array<double>)",
        "array<array<double>> | flatten(features)",
        "array<struct<a:int>> | cast(features",
        "map<string,double> | array(…) or VectorAssembler",
        "struct<a:double,b:double> | array(…) or VectorAssembler",
        "binary | array(…)",
        "date | array(…)",
      })
  void othersAreRefusedAtOnce(String type, String remedy) {
    assertRefused(DataType.fromDDL(type), type, remedy);
  }

  @Test
  void otherVectorsAndMatricesAreRefusedAtOnce() {
    assertRefused(
        new org.apache.spark.mllib.linalg.VectorUDT(),
        "vector",
        "MLUtils.convertVectorColumnsToML");
    assertRefused(SQLDataTypes.MatrixType(), "matrix", "VectorAssembler");
  }

  private static void assertRefused(DataType type, String named, String remedy) {
    StructType schema = new StructType().add("label", DataTypes.DoubleType).add("features", type);
    for (org.apache.spark.ml.PipelineStage stage :
        List.of(
            new MLPClassifier(),
            new MLPRegressor(),
            Models.classifier("mlp", 1, 3, 2),
            Models.regressor("mlpr", 1, 3, 1))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(schema))
              .getMessage();
      assertTrue(
          message.startsWith(
              "[columns] expected a Vector or an array of numbers in column 'features'"
                  + " (featuresCol), got "
                  + named),
          message);
      assertTrue(message.contains(remedy), message);
    }
  }

  @Test
  void thresholdsOfAnotherNumberAreRefusedBySchema() {
    MLPClassificationModel model = Models.classifier("mlp", 1, 3, 2);
    // As a pipeline's param map sets them: Spark's own setter would count them at once.
    model.set(model.thresholds(), new double[] {0.1, 0.2, 0.7});
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> model.transformSchema(data("double").schema()))
            .getMessage();
    assertTrue(message.contains("expected 2 thresholds, one for each class, got 3"), message);
  }
}
