package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferro.examples.cluster.jobs.ScoreFiles;
import dev.ferro.examples.cluster.jobs.ScoreStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scoring on a standalone cluster of processes, with the packaged jars, while executors and a
 * driver are lost: every row is scored once, with what the model says of it in plain Java. Runs
 * where {@code FERRO_SPARK_HOME} names a Spark distribution; the table is kept in {@code
 * target/scoring-faults.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class ScoringFaultsIT {
  private static final Path TABLE = Path.of("target", "scoring-faults.md");
  private static final String[] WORKERS = {"worker-1", "worker-2"};

  /** Loading the model and the schema takes fewer; after so many an executor is scoring. */
  private static final int TASKS_BEFORE_SCORING = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private NumberedDigits digits;
  private Cluster cluster;
  private FaultTable table;
  private Path jobs;

  @BeforeAll
  void prepare() throws Exception {
    String home = System.getenv("FERRO_SPARK_HOME");
    assumeTrue(home != null, "FERRO_SPARK_HOME names no Spark distribution");
    digits = new NumberedDigits(folder);
    jobs = Packaged.tests(folder, ScoreFiles.class.getPackage());
    cluster = Cluster.start(Path.of(home), folder);
    table =
        new FaultTable(
            "Scoring on a standalone cluster: " + cluster.describe(), "each row once, as alone");
  }

  @AfterAll
  void report() throws IOException {
    if (cluster != null) {
      cluster.close();
      table.write(TABLE);
      System.out.println("\n" + table + "\n");
    }
    if (digits != null) {
      digits.close();
    }
  }

  @Test
  void anExecutorIsKilledMidScan() throws Exception {
    cluster.workers(WORKERS);
    Path output = folder.resolve("scored");
    try (Application job = cluster.submit(submission(ScoreFiles.class, output).byKryo())) {
      job.stopMidTask(executor -> executor.tasks() > TASKS_BEFORE_SCORING).kill();
      job.awaitDriver(log -> log.lostTasks() > 0 && log.lostExecutors() > 0);
      job.awaitSuccess();
      add("kill -9 of an executor mid-scan, Kryo", job.driver(), output);
    }
  }

  @Test
  void aStreamLosesAnExecutorAndThenItsDriver() throws Exception {
    cluster.workers(WORKERS);
    Path output = folder.resolve("streamed");
    Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint"));
    DriverLog first;
    Submission stream = submission(ScoreStream.class, output, checkpoint.folder());
    try (Application query = cluster.submit(stream)) {
      query.stopMidTask(executor -> checkpoint.ended() > 0).kill();
      query.awaitDriver(log -> log.lostTasks() > 0 && log.lostExecutors() > 0);
      long before = checkpoint.ended();
      query.awaitDriver(log -> checkpoint.ended() > before);
      query.stopMidTask(executor -> true);
      first = query.driver();
      // Closing kills the driver, while a batch waits for the executor that stands.
    }
    assertEquals(checkpoint.ended() + 1, checkpoint.begun(), "batches");
    long scored = digits.count(output);
    assertTrue(scored > 0 && scored < NumberedDigits.ROWS, () -> scored + " rows");
    try (Application query = cluster.submit(stream.byKryo())) {
      query.awaitSuccess();
      String log = query.driver().text();
      assertTrue(log.contains("Resuming at batch"), log);
      add(
          "stream: kill -9 of an executor, later of the driver, mid-batch; goes on by Kryo",
          first,
          output);
    }
  }

  private Submission submission(Class<?> job, Path... folders) {
    String[] arguments = new String[folders.length + 2];
    arguments[0] = digits.model().toString();
    arguments[1] = digits.files().toString();
    for (int i = 0; i < folders.length; i++) {
      arguments[i + 2] = folders[i].toString();
    }
    return Submission.test(job, jobs, arguments)
        // Each file is a task.
        .with("spark.sql.files.maxPartitionBytes", "4m")
        .onTwoExecutors();
  }

  private void add(String done, DriverLog happened, Path output) {
    String wrong = digits.wrong(output);
    table.add(done, Submission.CLIENT, happened.toString(), wrong.isEmpty());
    assertEquals("", wrong);
  }
}
