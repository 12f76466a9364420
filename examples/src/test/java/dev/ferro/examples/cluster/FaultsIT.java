package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.cluster.jobs.CrossValidation;
import dev.ferro.examples.cluster.jobs.TwoFits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fits on a standalone cluster of processes, with the packaged jars, while the cluster does what
 * clusters do. Each gives the bits of a fit that nothing happened to. Runs where {@code
 * FERRO_SPARK_HOME} names a Spark distribution; the table is kept in {@code target/faults.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class FaultsIT {
  private static final Path TABLE = Path.of("target", "faults.md");
  private static final String ONE = "worker-1";
  private static final String TWO = "worker-2";
  private static final String THREE = "worker-3";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private Cluster cluster;
  private FaultTable table;
  private DigitsFit undisturbed;
  private int fits;

  @BeforeAll
  void fitUndisturbed() throws Exception {
    String home = System.getenv("FERRO_SPARK_HOME");
    assumeTrue(home != null, "FERRO_SPARK_HOME names no Spark distribution");
    cluster = Cluster.start(Path.of(home), folder);
    table = new FaultTable("Fits on a standalone cluster: " + cluster.describe(), "the same bits");
    cluster.workers(ONE, TWO);
    undisturbed = run("nothing", digits(), job -> {});
    assertEquals(2, undisturbed.rows().size(), "executors that trained");
    assertTrue(undisturbed.accuracy() > 0.95, undisturbed::toString);
  }

  @AfterAll
  void report() throws IOException {
    if (cluster != null) {
      cluster.close();
      table.write(TABLE);
      System.out.println("\n" + table + "\n");
    }
  }

  @Test
  void anExecutorIsKilledMidRound() throws Exception {
    cluster.workers(ONE, TWO);
    run(
        "kill -9 of an executor mid-round",
        digits(),
        job -> {
          job.stopMidRound(executor -> true).kill();
          job.awaitDriver(log -> log.lostTasks() > 0 && log.lostExecutors() > 0);
        });
  }

  @Test
  void anExecutorIsKilledWhileTheDriverRunsInTheCluster() throws Exception {
    cluster.workers(ONE, TWO, THREE);
    run(
        "kill -9 of an executor mid-round",
        digits().inCluster(),
        job -> {
          job.stopMidRound(executor -> true).kill();
          job.awaitDriver(log -> log.lostTasks() > 0 && log.lostExecutors() > 0);
        });
  }

  @Test
  void aWorkerIsKilledMidRound() throws Exception {
    cluster.workers(ONE, TWO);
    run(
        "kill -9 of a worker and its executor mid-round",
        digits(),
        job -> {
          job.stopMidRound(executor -> executor.worker().equals(TWO));
          cluster.kill(TWO);
          job.awaitDriver(log -> log.lostTasks() > 0 && log.lostExecutors() > 0);
        });
  }

  @Test
  void aWorkerComesLate() throws Exception {
    cluster.workers(ONE);
    DigitsFit fit =
        run(
            "a second worker joins mid-round",
            digits().with("spark.scheduler.minRegisteredResourcesRatio", "0"),
            job -> {
              Executor first = job.stopMidRound(executor -> true);
              cluster.add(TWO);
              job.awaitDriver(log -> log.registeredExecutors() > 1);
              first.goOn();
            });
    assertEquals(2, fit.rows().size(), "executors that trained");
  }

  @Test
  void executorsComeAndGoAndTasksAreSpeculated() throws Exception {
    cluster.workers(ONE, TWO);
    run(
        "dynamic allocation, speculation, an executor 4 times slower",
        digits()
            .with("spark.scheduler.minRegisteredResourcesRatio", "0")
            .with("spark.dynamicAllocation.enabled", "true")
            .with("spark.dynamicAllocation.initialExecutors", "1")
            .with("spark.dynamicAllocation.executorIdleTimeout", "1s")
            .with("spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s")
            .with("spark.dynamicAllocation.schedulerBacklogTimeout", "1s")
            .with("spark.speculation", "true")
            .with("spark.speculation.interval", "50ms")
            .with("spark.speculation.multiplier", "1.2")
            .with("spark.speculation.quantile", "0.5")
            .with("spark.speculation.minTaskRuntime", "50ms"),
        job -> {
          Executor slow = job.stopMidRound(executor -> true);
          new Slowdown(slow, 4).during(job::awaitSuccess);
          job.awaitDriver(log -> log.speculatedTasks() > 0 && log.grantedExecutors() > 1);
        });
  }

  @Test
  void aWorkerIsSlow() throws Exception {
    cluster.workers(ONE, TWO);
    run(
        "one worker 4 times slower",
        digits(),
        job -> {
          Executor slow = job.stopMidRound(executor -> executor.worker().equals(TWO));
          new Slowdown(slow, 4).during(job::awaitSuccess);
        });
  }

  @Test
  void anExecutorHangs() throws Exception {
    cluster.workers(ONE, TWO);
    run(
        "an executor hangs mid-round (SIGSTOP; spark.network.timeout 15 s)",
        digits()
            .with("spark.network.timeout", "15s")
            .with("spark.network.timeoutInterval", "1s")
            .with("spark.executor.heartbeatInterval", "2s"),
        job -> {
          job.stopMidRound(executor -> true);
          job.awaitDriver(log -> log.lostTasks() > 0 && log.lostExecutors() > 0);
        });
  }

  @Test
  void twoFitsRunAtOnce() throws Exception {
    cluster.workers(ONE, TWO);
    Path models = Files.createDirectory(folder.resolve("two-fits"));
    String happened = runTest(TwoFits.class, models);
    for (String seed : new String[] {"1", "2"}) {
      String alone = DigitsFit.digest(models.resolve("alone-" + seed));
      String together = DigitsFit.digest(models.resolve("at-once-" + seed));
      table.add("two fits at once: seed " + seed, "client, Kryo", happened, alone.equals(together));
      assertEquals(alone, together, "seed " + seed);
    }
  }

  @Test
  void aCrossValidatorFitsFourAtOnce() throws Exception {
    cluster.workers(ONE, TWO);
    Path models = Files.createDirectory(folder.resolve("cross-validation"));
    String happened = runTest(CrossValidation.class, models);
    Map<?, ?> accuracies =
        new ObjectMapper().readValue(models.resolve("accuracy.json").toFile(), Map.class);
    String alone = DigitsFit.digest(models.resolve("one-by-one"));
    String together = DigitsFit.digest(models.resolve("four-at-once"));
    boolean same =
        alone.equals(together)
            && accuracies.get("one-by-one").equals(accuracies.get("four-at-once"));
    table.add("CrossValidator, parallelism 4", "client, Kryo", happened, same);
    assertEquals(accuracies.get("one-by-one"), accuracies.get("four-at-once"));
    assertEquals(alone, together);
  }

  /**
   * A fit of some seconds, in rounds of four tasks that take some tenths of a second each. Every
   * other one goes by Kryo: the bits are the same by both serializers.
   */
  private Submission digits() {
    Submission digits = byJava();
    return fits % 2 == 1 ? digits.byKryo() : digits;
  }

  private Submission byJava() {
    return Submission.example(
            "train-digits",
            "--layers",
            "64,256,256,10",
            "--batch-size",
            "2",
            "--step-size",
            "2e-4",
            "--reg-param",
            "0",
            "--max-iter",
            "12",
            "--num-workers",
            "4",
            "--model",
            folder.resolve("model-" + fits).toString(),
            "--json",
            folder.resolve("figures-" + fits + ".json").toString())
        .onTwoExecutors();
  }

  /** Runs a fit, lets something happen to it, and compares its model with the undisturbed one. */
  private DigitsFit run(String done, Submission submission, Fault fault) throws Exception {
    int number = fits++;
    try (Application job = cluster.submit(submission)) {
      fault.strike(job);
      job.awaitSuccess();
      DigitsFit fit =
          DigitsFit.read(
              folder.resolve("model-" + number), folder.resolve("figures-" + number + ".json"));
      boolean same = undisturbed == null || fit.digest().equals(undisturbed.digest());
      String by = submission.mode() + ", " + submission.serializer();
      table.add(done, by, job.driver().toString(), same, fit);
      assertTrue(same, done + ": expected the bits of an undisturbed fit, got others");
      return fit;
    }
  }

  /** Runs a job of these tests and gives what happened. */
  private String runTest(Class<?> main, Path models) throws Exception {
    Path jar = Packaged.tests(folder, main.getPackage());
    Submission submission = Submission.test(main, jar, models.toString()).byKryo();
    try (Application job = cluster.submit(submission)) {
      job.awaitSuccess();
      return job.driver().toString();
    }
  }
}
