package dev.ferro.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.SparkSuite;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs in Spark's UI have the name of the user's line, seen from a user's own package. */
class CallSiteTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private final List<String> names = new CopyOnWriteArrayList<>();
  private final List<String> details = new CopyOnWriteArrayList<>();
  private final SparkListener listener =
      new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart start) {
          for (StageInfo stage :
              scala.jdk.javaapi.CollectionConverters.asJava(start.stageInfos())) {
            names.add(stage.name());
            details.add(stage.details());
          }
        }
      };

  private SparkContext spark;
  private Dataset<Row> data;
  private MLPClassifier classifier;

  @BeforeEach
  void prepare() {
    spark = SUITE.spark().sparkContext();
    data =
        SUITE
            .spark()
            .range(60)
            .select(
                functions.expr("array(double(id), double(id % 3))").as("features"),
                functions.expr("double(id % 2)").as("label"));
    classifier = new MLPClassifier("named").setEngine("java").setHiddenDim(4).setMaxIter(2);
    spark.addSparkListener(listener);
  }

  @AfterEach
  void listenNoMore() {
    spark.removeSparkListener(listener);
  }

  private void waitForNames() throws Exception {
    spark.listenerBus().waitUntilEmpty();
    assertFalse(names.isEmpty());
    assertNull(spark.getLocalProperty("callSite.long"));
  }

  @Test
  void jobsAreNamedByTheLineThatFits() throws Exception {
    classifier.fit(data);
    waitForNames();
    assertTrue(
        names.stream().allMatch(name -> name.matches("fit at CallSiteTest.java:[0-9]+")),
        names::toString);
    assertTrue(
        details.stream()
            .allMatch(text -> text.contains("CallSiteTest.jobsAreNamedByTheLineThatFits")),
        details::toString);
    assertNull(spark.getLocalProperty("callSite.short"));
  }

  @Test
  void aPipelinesLineCountsToo() throws Exception {
    new Pipeline().setStages(new PipelineStage[] {classifier}).fit(data);
    waitForNames();
    assertTrue(
        names.stream().allMatch(name -> name.matches("fit at CallSiteTest.java:[0-9]+")),
        names::toString);
  }

  @Test
  void aNameThatTheUserSetIsKept() throws Exception {
    spark.setCallSite("the user's own");
    try {
      classifier.fit(data);
      assertEquals("the user's own", spark.getLocalProperty("callSite.short"));
    } finally {
      spark.clearCallSite();
    }
    waitForNames();
    assertTrue(names.stream().allMatch("the user's own"::equals), names::toString);
  }

  @Test
  void aThreadWithoutAUsersLineNamesTheStage() throws Exception {
    new CrossValidator()
        .setEstimator(classifier)
        .setEvaluator(new MulticlassClassificationEvaluator())
        .setEstimatorParamMaps(
            new ParamGridBuilder().addGrid(classifier.maxIter(), new int[] {1, 2}).build())
        .setNumFolds(2)
        .setParallelism(2)
        .fit(data);
    waitForNames();
    assertTrue(names.contains("fit of named"), names::toString);
  }
}
