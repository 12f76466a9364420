package dev.ferro.spark;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import com.holdenkarau.spark.testing.SharedJavaSparkContext;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One Spark session on {@code local[2]} for all tests of the process, with spark-testing-base's
 * comparisons. Owns the suite instead of extending it, so that JUnit never looks for Hive's
 * classes.
 */
public final class SparkSuite implements BeforeAllCallback {
  /** System property that, set to {@code kryo}, has Spark serialize as most clusters do. */
  private static final String SERIALIZER = "ferro.test.serializer";

  /** What Spark itself sends where tests read files, write files and run streams. */
  private static final List<String> SPARKS_OWN =
      List.of(
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Mean$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Sum$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Variance$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Std$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Count$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$NumNonZeros$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Max$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$Min$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$NormL2$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$NormL1$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeMean$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeM2n$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeM2$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeL1$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeWeightSum$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeNNZ$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeMax$",
          "org.apache.spark.ml.stat.SummaryBuilderImpl$ComputeMin$",
          "org.apache.spark.ml.stat.SummarizerBuffer",
          "org.apache.spark.ml.linalg.VectorUDT",
          "org.apache.spark.sql.types.ArrayType",
          "org.apache.spark.sql.types.FloatType$",
          "org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema",
          "org.apache.spark.sql.execution.streaming.sinks.SinkFileStatus",
          "org.apache.spark.sql.execution.streaming.sources.MemoryWriterCommitMessage");

  private Session session;

  @Override
  public void beforeAll(ExtensionContext context) {
    session =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Session.class, key -> new Session(), Session.class);
  }

  /** The session. */
  public SparkSession spark() {
    return session.suite.spark();
  }

  /** Fails unless both hold the same rows in the same order. */
  public void assertDataFrameEquals(Dataset<Row> expected, Dataset<Row> got) {
    session.suite.assertDataFrameEquals(expected, got);
  }

  /** Fails unless both hold the same rows, numbers within the tolerance. */
  public void assertDataFrameApproximateEquals(
      Dataset<Row> expected, Dataset<Row> got, double tolerance) {
    session.suite.assertDataFrameApproximateEquals(expected, got, tolerance);
  }

  /** Closed by JUnit after the last test. */
  private static final class Session implements AutoCloseable {
    private final Suite suite = new Suite();

    Session() {
      suite.runBefore();
    }

    @Override
    public void close() {
      SharedJavaSparkContext.runAfterClass();
    }
  }

  private static final class Suite extends JavaDatasetSuiteBase {
    private static final long serialVersionUID = 1L;

    @Override
    public SparkConf conf() {
      SparkConf conf =
          super.conf()
              .setMaster("local[2]")
              .set("spark.ui.enabled", "false")
              .set("spark.sql.shuffle.partitions", "2");
      return System.getProperty(SERIALIZER, "").equals("kryo") ? withKryo(conf) : conf;
    }

    private static SparkConf withKryo(SparkConf conf) {
      return conf.set("spark.serializer", KryoSerializer.class.getName())
          .set("spark.kryo.registrationRequired", "true")
          .set("spark.kryo.classesToRegister", String.join(",", SPARKS_OWN));
    }

    @Override
    public boolean enableHiveSupport() {
      return false;
    }
  }
}
