package dev.ferro.examples.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When {@code examples/run} builds, and when it does not. */
class RunScriptIT {
  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void prepare() throws IOException {
    checkout = new Checkout(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "--help,                       [OPTIONS] <job>",
    "-h,                           [OPTIONS] <job>",
    "help,                         [OPTIONS] <job>",
    "help train-digits,            train-digits [OPTIONS]",
    "train-digits --help,          train-digits [OPTIONS]",
    "train-digits -h,              train-digits [OPTIONS]",
    "train-mnist --data DIR -h,    train-mnist [OPTIONS]",
  })
  void helpNeedsNoBuild(String arguments, String usage) throws IOException {
    Checkout.Ended without = checkout.examplesRun(arguments.split(" "));
    assertEquals(0, without.code(), without::said);
    assertTrue(without.said().contains("Usage: examples/run [OPTIONS] <job>"), without::said);
    assertTrue(without.said().contains("study-averaging"), without::said);

    checkout.packaged().publish(Instant.now().minusSeconds(30));
    checkout.edit();
    Checkout.Ended old = checkout.examplesRun(arguments.split(" "));
    assertEquals(0, old.code(), old::said);
    assertTrue(old.said().contains("Usage: examples/run " + usage), old::said);
    assertEquals(0, checkout.builds());
  }

  @Test
  void withoutAJobTheJobsAreListed() throws IOException {
    Checkout.Ended ended = checkout.examplesRun();
    assertEquals(2, ended.code());
    assertTrue(ended.said().startsWith("Expected a job."), ended::said);
    assertTrue(ended.said().contains("train-digits"), ended::said);
    assertEquals(0, checkout.builds());
  }

  @Test
  void aBuildByMavenCountsUntilASourceChanges() throws IOException {
    checkout.packaged().publish(Instant.now().minusSeconds(30));
    version();
    assertEquals(0, checkout.builds());
    checkout.edit();
    version();
    assertEquals(1, checkout.builds());
    version();
    assertEquals(1, checkout.builds());
  }

  @Test
  void benchmarksAreBuiltForTheirJobsAlone() throws IOException {
    checkout.packaged();
    version();
    assertTrue(checkout.lastBuild().contains("-pl examples -am"), checkout.lastBuild());
    checkout.examplesRun("--stacktrace", "bench-engine");
    assertTrue(checkout.lastBuild().contains("-pl examples/bench -am"), checkout.lastBuild());
    assertEquals(2, checkout.builds());
    checkout.examplesRun("conformance");
    checkout.examplesRun("engines", "--engine", "none");
    assertEquals(2, checkout.builds());
  }

  @Test
  void aBuildOfTheExamplesAloneDoesNotCount() throws IOException {
    checkout.packaged();
    checkout.edit();
    checkout.publish(Instant.now().plusSeconds(10));
    version();
    assertEquals(1, checkout.builds());
  }

  @Test
  void twoAtOnceBuildOnce() throws IOException {
    checkout.packaged();
    List<Process> both =
        List.of(
            checkout.start("examples/run", "--version"),
            checkout.start("examples/run", "--version"));
    for (Process each : both) {
      Checkout.Ended ended = Checkout.await(each);
      assertEquals(0, ended.code(), ended::said);
      assertTrue(ended.said().contains("Ferro "), ended::said);
    }
    assertEquals(1, checkout.builds());
    assertEquals(0, checkout.clashes());
  }

  /** The shortest job there is: it runs the jars. */
  private void version() {
    Checkout.Ended ended = checkout.examplesRun("--version");
    assertEquals(0, ended.code(), ended::said);
    assertTrue(ended.said().contains("Ferro "), ended::said);
  }
}
