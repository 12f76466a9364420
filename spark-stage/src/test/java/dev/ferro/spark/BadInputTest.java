package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.EngineUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad input gets: a clear error, early, and nothing lost. */
class BadInputTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private Dataset<Row> good;
  private MLPClassifier classifier;

  @BeforeEach
  void prepare() {
    good =
        rows(
            TestData.row(0, 0.0, 1.0, 1, 2),
            TestData.row(1, 1.0, 1.0, 3, 4),
            TestData.row(2, 1.0, 0.5, 5, 6));
    classifier =
        new MLPClassifier().setEngine("java").setHiddenDim(4).setMaxIter(2).setWeightCol("weight");
  }

  private static Dataset<Row> rows(Row... rows) {
    return TestData.of(SUITE.spark(), rows).coalesce(1);
  }

  private void fitRefuses(Dataset<Row> data, String... texts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier.fit(data)).getMessage();
    for (String text : texts) {
      assertTrue(message.contains(text), message);
    }
  }

  private void fitSkips(Dataset<Row> data, long rowsLeft) {
    assertEquals(rowsLeft, classifier.setHandleInvalid("skip").fit(data).summary().rows());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPartitionOfBadRowsAloneIsSkipped(boolean first) {
    Row bad = TestData.row(3, 1.0, 1.0, Double.NaN, 2);
    List<Row> all = new ArrayList<>(Collections.nCopies(5, bad));
    all.addAll(first ? all.size() : 0, good.collectAsList());
    Dataset<Row> data = TestData.of(SUITE.spark(), all.toArray(new Row[0]));
    assertEquals(2, data.rdd().getNumPartitions(), "one of them without a good row");
    fitSkips(data, 3);
  }

  @Test
  void valuesThatAreNotFiniteNameColumnCountAndARow() {
    Dataset<Row> data =
        good.union(
            rows(
                TestData.row(3, 1.0, 1.0, 1, Double.NaN),
                TestData.row(4, 1.0, 1.0, Double.POSITIVE_INFINITY, 1),
                TestData.row(5, 1.0, 1.0, (double[]) null),
                TestData.row(6, Double.NaN, 1.0, 1, 2),
                TestData.row(7, null, 1.0, 1, 2),
                TestData.row(8, 1.0, -1.0, 1, 2),
                TestData.row(9, 1.0, null, 1, 2),
                TestData.row(10, 1.0, Double.NaN, 1, 2),
                TestData.row(11, 1.0, 1.0, 1e300, 2)));
    fitRefuses(
        data,
        "column 'features': 4 rows, the first with NaN at index 1 (row 3 of partition 0)",
        "column 'label': 2 rows, the first with NaN (row 6 of partition 0)",
        "column 'weight': 3 rows, the first with -1.0 (row 8 of partition 0)",
        "handleInvalid='skip' drops such rows");
    fitSkips(data, 3);
    classifier.setHandleInvalid("keep");
    fitRefuses(data, "column 'features': 4 rows");
  }

  @Test
  void labelsThatAreNotClassesNameTheValue() {
    fitRefuses(good.union(rows(TestData.row(3, 0.5, 1.0, 1, 2))), "class labels", "got 0.5");
    fitRefuses(good.union(rows(TestData.row(3, -1.0, 1.0, 1, 2))), "class labels", "got -1.0");
    fitRefuses(
        good.union(rows(TestData.row(3, 70000.0, 1.0, 1, 2))),
        "got 70000.0 in 4 rows",
        "StringIndexer");
  }

  @Test
  void regressionTakesAnyFiniteLabel() {
    Dataset<Row> data = good.union(rows(TestData.row(3, -0.5, 1.0, 1, 2)));
    MLPRegressor regressor = new MLPRegressor().setEngine("java").setMaxIter(1).setHiddenDim(2);
    assertEquals(4, regressor.fit(data).summary().rows());
    Dataset<Row> bad = good.union(rows(TestData.row(3, Double.NEGATIVE_INFINITY, 1.0, 1, 2)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> regressor.fit(bad)).getMessage();
    assertTrue(message.contains("column 'label': 1 row, the first with -Infinity"), message);
  }

  @Test
  void rowsOfDifferingWidthNameBoth() {
    Dataset<Row> wide = rows(TestData.row(3, 1.0, 1.0, 1, 2, 3));
    fitRefuses(good.union(wide), "got 2 and 3");
    fitRefuses(
        good.union(wide).coalesce(1), "column 'features', got 2 and 3 (row 3 of partition 0)");
    classifier.setHandleInvalid("skip");
    fitRefuses(good.union(wide), "got 2 and 3");
  }

  @Test
  void layersThatDoNotFitTheDataNameBoth() {
    classifier.setLayers(new int[] {5, 4, 2});
    fitRefuses(good, "begin with the 2 features of the data, got 5 in [5, 4, 2]");
    classifier.setLayers(new int[] {2, 4, 1});
    fitRefuses(good, "labels below the 1 classes of column 'label' or layers, got 1.0");
    MLPRegressor regressor = new MLPRegressor().setEngine("java").setLayers(new int[] {2, 4, 2});
    String message =
        assertThrows(IllegalArgumentException.class, () -> regressor.fit(good)).getMessage();
    assertTrue(message.contains("end with the 1 outputs of the data, got 2"), message);
  }

  @Test
  void layersMustAgreeWithTheMetadata() {
    classifier.setLayers(new int[] {2, 4, 2});
    fitRefuses(withClasses(good, 3), "end with the 3 outputs of the data, got 2");
  }

  @Test
  void nothingToTrainOn() {
    fitRefuses(good.limit(0), "expected rows to train on, got none");
    fitRefuses(
        rows(TestData.row(0, 0.0, 0.0, 1, 2), TestData.row(1, 1.0, 0.0, 1, 2)),
        "got 2 that all weigh 0");
    classifier.setHandleInvalid("skip");
    fitRefuses(
        rows(TestData.row(0, 0.0, 1.0, Double.NaN, 2)), "got none; left out: column 'features': 1");
  }

  @Test
  void oneClassNeedsToBeDeclared() {
    Dataset<Row> one = good.where("label = 1");
    fitRefuses(one, "at least two classes in column 'label', got only 1.0");
    assertEquals(3, classifier.fit(withClasses(one, 3)).numClasses());
    assertEquals(4, classifier.setLayers(new int[] {2, 4}).fit(one).numClasses());
  }

  @Test
  void labelsBeyondTheMetadataAreRefused() {
    fitRefuses(
        withClasses(good.union(rows(TestData.row(3, 3.0, 1.0, 1, 2))), 3),
        "expected labels below the 3 classes of column 'label' or layers, got 3.0");
  }

  private static Dataset<Row> withClasses(Dataset<Row> data, int classes) {
    Metadata metadata =
        NominalAttribute.defaultAttr().withName("label").withNumValues(classes).toMetadata();
    return data.withColumn("label", functions.col("label").as("label", metadata));
  }

  @Test
  void divergenceNamesEpochAndStepSize() {
    MLPRegressor regressor =
        new MLPRegressor().setEngine("java").setSolver("sgd").setStepSize(1e6).setMaxIter(50);
    String message =
        assertThrows(
                ArithmeticException.class, () -> regressor.fit(TestData.waves(SUITE.spark(), 300)))
            .getMessage();
    assertTrue(message.matches("(?s).*in epoch \\d+ with stepSize 1000000.0.*"), message);
  }

  @Test
  void thereAreNoMoreReplicasThanRows() {
    assertEquals(good.count(), classifier.setNumWorkers(8).fit(good).summary().numWorkers());
    classifier.setNumWorkers(Integer.MAX_VALUE);
    assertEquals(good.count(), classifier.fit(good).summary().numWorkers());
  }

  @Test
  void aPartitionWithOneClassWorks() {
    Dataset<Row> parted = good.where("label = 0").union(good.where("label = 1"));
    assertEquals(3, classifier.fit(parted).summary().rows());
  }

  @Test
  void missingAndWronglyTypedColumnsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> classifier.fit(good.drop("features")));
    Dataset<Row> text = good.withColumn("features", functions.lit("1,2"));
    assertThrows(IllegalArgumentException.class, () -> classifier.fit(text));
    Dataset<Row> textLabel = good.withColumn("label", functions.lit("1"));
    assertThrows(IllegalArgumentException.class, () -> classifier.fit(textLabel));
  }

  @Test
  void scoringFollowsHandleInvalid() {
    MLPClassificationModel model = classifier.fit(good);
    Dataset<Row> dirty =
        good.union(
            rows(
                TestData.row(3, 1.0, 1.0, 1, Double.NaN),
                TestData.row(4, 1.0, 1.0, (double[]) null),
                TestData.row(5, 1.0, 1.0, 1, 2, 3),
                TestData.row(6, 1.0, 1.0, 7, 8)));
    String message =
        assertThrows(SparkException.class, () -> model.transform(dirty).collectAsList())
            .getMessage();
    assertTrue(
        message.contains(
            "expected 2 finite features in column 'features', got NaN at index 1 (row 3 scored in"),
        message);
    Dataset<Row> wide = rows(TestData.row(5, 1.0, 1.0, 1, 2, 3));
    message =
        assertThrows(SparkException.class, () -> model.transform(wide).collectAsList())
            .getMessage();
    assertTrue(message.contains("got 3 features instead of 2"), message);

    model.setHandleInvalid("skip");
    List<Row> skipped = model.transform(dirty).orderBy("id").select("id").collectAsList();
    assertEquals(List.of(0L, 1L, 2L, 6L), skipped.stream().map(row -> row.getLong(0)).toList());

    model.setHandleInvalid("keep");
    List<Row> kept = model.transform(dirty).orderBy("id").collectAsList();
    assertEquals(7, kept.size());
    for (Row row : kept) {
      boolean invalid = row.getLong(0) >= 3 && row.getLong(0) <= 5;
      assertEquals(invalid, row.isNullAt(row.fieldIndex("prediction")), row::toString);
      assertEquals(invalid, row.isNullAt(row.fieldIndex("probability")), row::toString);
    }
  }

  @Test
  void singleRowsAreCheckedToo() {
    MLPClassificationModel model = classifier.fit(good);
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.predict(Vectors.dense(1, 2, 3)))
            .getMessage();
    assertEquals("[predict] expected 2 features, got 3", message);
    assertThrows(IllegalArgumentException.class, () -> model.predict(Vectors.dense(1, Double.NaN)));
  }

  @Test
  void anEngineThatCannotRunFailsTheFitWithItsReason() {
    classifier.setEngine(UnusableEngine.ID);
    String message =
        assertThrows(EngineUnavailableException.class, () -> classifier.fit(good)).getMessage();
    assertTrue(message.contains("expected an executor that can run 'unusable'"), message);
    assertTrue(message.contains(UnusableEngine.REASON), message);
    assertTrue(message.contains("on host "), message);
  }
}
