package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** The same seed, rows and partitions give the same bits, whatever happens meanwhile. */
class SameBitsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static MLPClassifier classifier() {
    return new MLPClassifier()
        .setEngine("java")
        .setHiddenDim(16)
        .setBatchSize(16)
        .setMaxIter(6)
        .setNumWorkers(5)
        .setSyncSteps(3)
        .setValidationFraction(0.1)
        .setSeed(1);
  }

  /** Kills first attempts of every other task, and drops cached rows after a stage. */
  private static final class Trouble extends SparkListener {
    private final SparkContext spark = SUITE.spark().sparkContext();
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (start.taskInfo().attemptNumber() == 0
          && start.taskInfo().index() % 2 == 0
          && spark.killTaskAttempt(start.taskInfo().taskId(), true, "a test")) {
        killed.incrementAndGet();
      }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      for (BlockId block :
          CollectionConverters.asJava(
              SparkEnv.get().blockManager().getMatchingBlockIds(id -> isRows(id)))) {
        SparkEnv.get().blockManager().removeBlock(block, true);
        dropped.incrementAndGet();
      }
    }

    private boolean happened() {
      return killed.get() > 0 && dropped.get() > 0;
    }

    private static boolean isRows(BlockId id) {
      return id instanceof RDDBlockId rdd && rdd.splitIndex() % 2 == 1;
    }
  }

  @Timeout(600)
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tasksKilledAndRowsLostDoNotMatter(boolean ordered) {
    Dataset<Row> shuffled = TestData.rings(SUITE.spark(), 400);
    Dataset<Row> data =
        ordered
            ? SUITE.spark().createDataFrame(shuffled.collectAsList(), shuffled.schema())
            : shuffled;
    float[] calm = classifier().fit(data).network().parameters();
    Trouble trouble = new Trouble();
    SUITE.spark().sparkContext().addSparkListener(trouble);
    try {
      // Listeners hear late: a fit may be over before anything happened to it.
      do {
        assertArrayEquals(calm, classifier().fit(data).network().parameters());
      } while (!trouble.happened());
    } finally {
      SUITE.spark().sparkContext().removeSparkListener(trouble);
    }
  }

  @Test
  void rowsFromAShuffleGiveTheSameNetworkUpToRoundingInAnyOrderAndPartitions() {
    Dataset<Row> data = TestData.rings(SUITE.spark(), 400);
    float[] three = classifier().fit(data.repartition(3)).network().parameters();
    assertArrayEquals(three, classifier().fit(data.repartition(7)).network().parameters(), 1e-6f);
  }
}
