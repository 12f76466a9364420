package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.cluster.jobs.ManyRows;
import dev.ferro.examples.job.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fit on a standalone cluster of processes whose one node runs a quarter of the time: the model
 * is that of equal nodes, and the faster one trains more rows. How long an epoch takes, beside what
 * both could do if neither ever waited, is kept in {@code target/unequal-nodes.md}. Runs where
 * {@code FERRO_SPARK_HOME} names a Spark distribution.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class UnequalNodesIT {
  private static final Path TABLE = Path.of("target", "unequal-nodes.md");
  private static final int TIMES_SLOWER = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final List<String> lines = new ArrayList<>();

  @Test
  void theFasterNodeTrainsMore() throws Exception {
    String home = System.getenv("FERRO_SPARK_HOME");
    assumeTrue(home != null, "FERRO_SPARK_HOME names no Spark distribution");
    try (Cluster cluster = Cluster.start(Path.of(home), folder)) {
      cluster.workers("worker-1", "worker-2");
      lines.add("Two nodes, " + Machine.describe());
      lines.add("");
      lines.add(
          "| nodes | rows of each | rows/s of each | idle | epoch, s | if none waited | lost |");
      lines.add("|---|---|---|---|---|---|---|");
      Fit equal = fit(cluster, "equal", Application::awaitSuccess);
      Fit unequal =
          fit(
              cluster,
              "one stopped three quarters of the time",
              job -> {
                Executor slow = job.stopMidRound(executor -> true);
                new Slowdown(slow, TIMES_SLOWER).during(job::awaitSuccess);
              });
      String table = String.join("\n", lines) + "\n";
      Files.writeString(TABLE, table);
      System.out.println("\n" + table);
      assertEquals(equal.digest(), unequal.digest(), "bits of the models");
      assertEquals(2, unequal.rows().size(), "executors that trained");
      assertTrue(unequal.rows().get(1) > unequal.rows().get(0), unequal.rows()::toString);
    }
  }

  /**
   * What a fit left behind.
   *
   * @param digest of the model's weights
   * @param rows trained by each executor, the fewest first
   */
  private record Fit(String digest, List<Long> rows) {}

  private Fit fit(Cluster cluster, String nodes, Fault fault) throws Exception {
    Path model = folder.resolve("model, " + nodes);
    Path json = folder.resolve("figures, " + nodes + ".json");
    Path jar = Packaged.tests(folder, ManyRows.class.getPackage());
    Submission submission =
        Submission.test(ManyRows.class, jar, model.toString(), json.toString())
            .with("spark.executor.memory", "1g")
            .with("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
            .onTwoExecutors();
    try (Application job = cluster.submit(submission)) {
      fault.strike(job);
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    lines.add("| " + nodes + " | " + line(figures) + " |");
    List<Long> rows = new ArrayList<>();
    figures.get("executors").forEach(executor -> rows.add(executor.get("rows").asLong()));
    rows.sort(null);
    return new Fit(DigitsFit.digest(model), rows);
  }

  /** The second half of the epochs: by then rows have moved. */
  private static double[] settled(List<Double> epochs) {
    return epochs.stream().skip(epochs.size() / 2).mapToDouble(Double::doubleValue).toArray();
  }

  private static String line(JsonNode figures) {
    List<Double> seconds = new ArrayList<>();
    figures.get("epochSeconds").forEach(each -> seconds.add(each.asDouble()));
    double epoch = StatUtils.percentile(settled(seconds), 50);
    double together = 0;
    List<String> rows = new ArrayList<>();
    List<String> speeds = new ArrayList<>();
    List<String> idle = new ArrayList<>();
    for (JsonNode executor : figures.get("executors")) {
      double speed = executor.get("rowsPerSecond").asDouble();
      together += speed;
      rows.add(String.format(Locale.ROOT, "%.2f M", executor.get("rows").asLong() / 1e6));
      speeds.add(String.format(Locale.ROOT, "%.0f k", speed / 1e3));
      idle.add(String.format(Locale.ROOT, "%.0f %%", 100 * executor.get("idleShare").asDouble()));
    }
    double ideal = figures.get("rows").asLong() / together;
    return String.join(
        " | ",
        String.join(", ", rows),
        String.join(", ", speeds),
        String.join(", ", idle),
        String.format(
            Locale.ROOT, "%.2f | %.2f | %.0f %%", epoch, ideal, 100 * (epoch / ideal - 1)));
  }
}
