package dev.ferro.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of columns mean what they mean to Spark's own stages, in fit and in transform. */
class ColumnNamesTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static Dataset<Row> rings;

  @BeforeAll
  static void prepare() {
    rings = TestData.rings(SUITE.spark(), 60);
  }

  private static Dataset<Row> data() {
    return rings
        .withColumn("held", expr("id % 5 = 0"))
        .withColumn("s", struct(col("features"), col("label"), col("weight"), col("held")))
        .withColumn("a", struct(struct(col("features").as("c"), col("label").as("l")).as("b")))
        .withColumn("t", struct(col("features").as("x.y"), col("label").as("l.m")))
        .withColumn("feat.ures", col("features"))
        .withColumn("la.bel", col("label"))
        .drop("features", "label", "held")
        .withColumnRenamed("weight", "Weight");
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier().setMaxIter(1).setHiddenDim(4).setEngine("java");
  }

  @ParameterizedTest
  @CsvSource({
    "s.features, s.label",
    "S.Features, s.LABEL",
    "s.`features`, `s`.`label`",
    "a.b.c, a.b.l",
    "t.`x.y`, t.`l.m`",
    "`feat.ures`, `la.bel`",
    "`Feat.Ures`, `La.Bel`",
  })
  void fitAndTransformResolveTheSame(String features, String label) {
    Dataset<Row> data = data();
    MLPClassifier stage = classifier().setFeaturesCol(features).setLabelCol(label);
    MLPClassificationModel model = stage.fit(data);
    assertEquals(3, model.numClasses());
    assertEquals(expected(model), predictions(model.transform(data)));
    assertEquals(model.transformSchema(data.schema()), model.transform(data).schema());
    PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {stage}).fit(data);
    assertEquals(60, pipeline.transform(data).where("prediction >= 0").count());
    MLPRegressionModel regressor =
        new MLPRegressor()
            .setMaxIter(1)
            .setHiddenDim(4)
            .setFeaturesCol(features)
            .setLabelCol(label)
            .fit(data);
    assertEquals(60, regressor.transform(data).where("prediction is not null").count());
  }

  private static List<Double> expected(MLPClassificationModel model) {
    return rings.orderBy("id").collectAsList().stream()
        .map(row -> model.predict(row.<Vector>getAs("features")))
        .toList();
  }

  private static List<Double> predictions(Dataset<Row> scored) {
    return scored.orderBy("id").select("prediction").collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s.features", "S.Features", "a.b.c", "t.`x.y`", "`feat.ures`", "`Feat.Ures`"})
  void whatSparksOwnAcceptsIsAccepted(String features) {
    Dataset<Row> data = data().withColumn("label", col("`la.bel`"));
    Model<?> sparks =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {4, 4, 3})
            .setMaxIter(1)
            .setFeaturesCol(features)
            .fit(data);
    Model<?> ours = classifier().setFeaturesCol(features).fit(data);
    assertEquals(
        sparks.transform(data).select("prediction").count(),
        ours.transform(data).select("prediction").count());
    assertEquals(
        List.of(sparks.transform(data).columns()), List.of(ours.transform(data).columns()));
  }

  @Test
  void weightAndValidationColumnsMayBeNested() {
    Dataset<Row> data = data().withColumn("w.w", lit(2));
    for (String weight : List.of("s.weight", "weight", "`w.w`")) {
      MLPClassificationModel model =
          classifier()
              .setFeaturesCol("s.features")
              .setLabelCol("s.label")
              .setWeightCol(weight)
              .setValidationIndicatorCol("s.held")
              .fit(data);
      assertTrue(model.summary().validationLossHistory().length > 0);
    }
  }

  @Test
  void aNestedLabelsMetadataGivesTheClasses() {
    Dataset<Row> data =
        rings
            .withColumn(
                "label",
                col("label"),
                NominalAttribute.defaultAttr().withNumValues(7).withName("label").toMetadata())
            .select(col("id"), struct(col("features"), col("label")).as("s"));
    assertEquals(
        7, classifier().setFeaturesCol("s.features").setLabelCol("s.label").fit(data).numClasses());
  }

  @Test
  void crossValidatorsFindNestedFeatures() {
    Dataset<Row> data = data().withColumn("label", col("`la.bel`"));
    MLPClassifier stage = classifier().setFeaturesCol("s.features");
    Dataset<Row> scored =
        new CrossValidator()
            .setEstimator(stage)
            .setEvaluator(new MulticlassClassificationEvaluator())
            .setEstimatorParamMaps(new ParamMap[] {ParamMap.empty()})
            .setNumFolds(2)
            .fit(data)
            .transform(data);
    assertEquals(60, scored.count());
  }

  @Test
  void aCaseSensitiveSessionTellsThemApart() {
    SUITE.spark().conf().set("spark.sql.caseSensitive", "true");
    try {
      assertMissing(
          classifier().setFeaturesCol("S.features").setLabelCol("s.label"), "featuresCol");
    } finally {
      SUITE.spark().conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void missingColumnsAreNamedWithTheirParam() {
    MLPClassifier good = classifier().setFeaturesCol("s.features").setLabelCol("s.label");
    for (String name : List.of("nothing", "s.nothing", "feat.ures", "`s.features`", "`open", "")) {
      assertMissing(good.copy(ParamMap.empty()).setFeaturesCol(name), "featuresCol");
      assertMissing(good.copy(ParamMap.empty()).setLabelCol(name), "labelCol");
      if (!name.isEmpty()) {
        assertMissing(good.copy(ParamMap.empty()).setWeightCol(name), "weightCol");
        assertMissing(
            good.copy(ParamMap.empty()).setValidationIndicatorCol(name), "validationIndicatorCol");
      }
    }
    MLPClassificationModel model = Models.classifier("mlp", 1, 4, 3).setFeaturesCol("nothing");
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.transform(data())).getMessage();
    assertTrue(message.contains("featuresCol, got 'nothing' beside the columns [id, "), message);
  }

  private static void assertMissing(MLPClassifier stage, String param) {
    for (Consumer<Dataset<Row>> call :
        List.<Consumer<Dataset<Row>>>of(stage::fit, data -> stage.transformSchema(data.schema()))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> call.accept(data())).getMessage();
      assertTrue(message.startsWith("[columns] expected a column for " + param), message);
      assertTrue(message.contains("feat.ures, la.bel]"), message);
    }
  }

  @Test
  void nullForAnyParamNamesIt() {
    Dataset<Row> data = rings;
    for (Param<?> param : new MLPClassifier().params()) {
      MLPClassifier stage = classifier();
      MLPClassificationModel model = Models.classifier("mlp", 1, 4, 3);
      assertNullIsRefused(param, () -> stage.set(param.name(), null), () -> stage.fit(data));
      if (model.hasParam(param.name())) {
        assertNullIsRefused(
            param, () -> model.set(param.name(), null), () -> model.transform(data));
      }
    }
  }

  /** Where it is set, or where it is used. */
  private static void assertNullIsRefused(Param<?> param, Runnable set, Runnable use) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try {
                set.run();
              } catch (NullPointerException e) {
                throw new IllegalArgumentException(param.name(), e); // Spark's own number params.
              }
              use.run();
            });
    assertTrue(refused.getMessage().contains(param.name()), refused::getMessage);
  }
}
