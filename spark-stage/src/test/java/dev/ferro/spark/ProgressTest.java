package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferro.spark.training.EpochEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a fit while it goes on. */
class ProgressTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private final List<String> descriptions = new CopyOnWriteArrayList<>();
  private final List<EpochEvent> events = new CopyOnWriteArrayList<>();
  private final SparkListener listener =
      new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart start) {
          descriptions.add(start.properties().getProperty("spark.job.description", ""));
        }

        @Override
        public void onOtherEvent(SparkListenerEvent event) {
          if (event instanceof EpochEvent epoch) {
            events.add(epoch);
          }
        }
      };

  @Test
  void jobsHaveDescriptionsAndEachEpochAnEvent() throws Exception {
    SparkContext spark = SUITE.spark().sparkContext();
    Dataset<Row> data = TestData.rings(SUITE.spark(), 200);
    MLPClassifier classifier =
        new MLPClassifier("seen")
            .setEngine("java")
            .setHiddenDim(4)
            .setMaxIter(3)
            .setValidationFraction(0.2);
    spark.addSparkListener(listener);
    spark.setLocalProperty("spark.job.description", "the caller's");
    try {
      MLPTrainingSummary summary = classifier.fit(data).summary();
      assertEquals("the caller's", spark.getLocalProperty("spark.job.description"));
      spark.listenerBus().waitUntilEmpty();
      assertTrue(descriptions.contains("seen: read rows"), descriptions::toString);
      assertTrue(descriptions.contains("seen: shard rows for 1 replicas"), descriptions::toString);
      assertTrue(descriptions.contains("seen: epoch 2 of 3"), descriptions::toString);
      assertEquals(3, events.size());
      EpochEvent last = events.get(2);
      assertEquals("seen", last.uid());
      assertEquals(3, last.epoch());
      assertEquals(3, last.maxIter());
      assertEquals(summary.lossHistory()[2], last.loss());
      assertEquals(summary.validationLossHistory()[2], last.validationLoss());
      assertEquals(summary.rows(), last.rows());
      assertEquals(0, last.secondsLeft());
      assertTrue(events.get(0).secondsLeft() > 0);
    } finally {
      spark.setLocalProperty("spark.job.description", null);
      spark.removeSparkListener(listener);
    }
    classifier.fit(data);
    assertNull(spark.getLocalProperty("spark.job.description"));
  }

  @Test
  void aReplicaAloneTrainsSeveralEpochsInAJobAsItWouldInOneEach(@TempDir Path folder)
      throws Exception {
    SparkContext spark = SUITE.spark().sparkContext();
    Dataset<Row> data = TestData.rings(SUITE.spark(), 200);
    MLPClassifier classifier =
        new MLPClassifier("seen").setEngine("java").setHiddenDim(4).setMaxIter(30);
    spark.addSparkListener(listener);
    MLPClassificationModel together;
    try {
      together = classifier.fit(data);
      spark.listenerBus().waitUntilEmpty();
    } finally {
      spark.removeSparkListener(listener);
    }
    // An epoch of less than a second is followed by several at once, if epochs are left.
    assumeTrue(
        events.stream().limit(20).anyMatch(event -> event.seconds() < 1), "this machine is slow");
    assertTrue(
        descriptions.stream().anyMatch(text -> text.matches("seen: epochs [0-9]+ to [0-9]+ of 30")),
        descriptions::toString);
    assertArrayEquals(
        IntStream.rangeClosed(1, 30).toArray(),
        events.stream().mapToInt(EpochEvent::epoch).toArray());
    assertArrayEquals(
        together.summary().lossHistory(), events.stream().mapToDouble(EpochEvent::loss).toArray());

    assertEachEpochHasItsOwnTimeLeft();

    MLPClassificationModel oneByOne =
        classifier.setCheckpointDir(folder.toString()).setCheckpointInterval(1).fit(data);
    assertArrayEquals(oneByOne.summary().lossHistory(), together.summary().lossHistory());
    assertArrayEquals(oneByOne.network().parameters(), together.network().parameters());
  }

  /** The events of one round share the mean time of its epochs; what is left shrinks by it. */
  private void assertEachEpochHasItsOwnTimeLeft() {
    int together = 0;
    for (int i = 1; i < events.size(); i++) {
      EpochEvent before = events.get(i - 1);
      EpochEvent event = events.get(i);
      if (event.seconds() == before.seconds()) {
        together++;
        assertTrue(event.secondsLeft() < before.secondsLeft(), event + " after " + before);
      }
    }
    assertTrue(together > 0, events::toString);
    assertEquals(0, events.get(events.size() - 1).secondsLeft());
  }

  @Test
  void eventsPassThroughSparksEventLog() {
    EpochEvent event = new EpochEvent("fit", 1, 2, new EpochEvent.Losses(0.5, null), 10, 2, 3);
    String json = JsonProtocol.sparkEventToJsonString(event);
    assertEquals(event, JsonProtocol.sparkEventFromJson(json));
    assertTrue(json.contains("\"uid\":\"fit\""), json);
    String earlier = json.replace("\"uid\":", "\"fit\":");
    assertEquals(event, JsonProtocol.sparkEventFromJson(earlier));
  }
}
