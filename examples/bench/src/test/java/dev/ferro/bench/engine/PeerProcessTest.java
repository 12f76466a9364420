package dev.ferro.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Engines;
import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.Workload;
import dev.ferro.examples.job.JobException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java side of the peers' protocol, against shell scripts in a peer's place. */
class PeerProcessTest {
  private static final Cell CELL =
      new Cell(Phase.TRAIN, NetworkSpec.of(Loss.CROSS_ENTROPY, 4, 3, 2), 2);

  @TempDir private Path folder;

  private PeerProcess start(String script) {
    return new PeerProcess(new ProcessBuilder("sh", "-c", script), folder.resolve("log"));
  }

  private SharedRows rows() {
    Batch batch = Batch.of(CELL.spec(), CELL.rows());
    batch.setRows(CELL.rows());
    return new SharedRows(batch, folder);
  }

  @Test
  void aPeerGetsItsTaskAndReturnsItsTime() throws Exception {
    String script =
        """
        echo '{"description": "Fake 1.0"}'
        read -r line; echo "$line" >"%s"
        echo '{"note": "by hand"}'
        read -r line; echo "$line" >>"%1$s"
        echo '{"seconds": 0.25}'
        """
            .formatted(folder.resolve("commands"));
    try (SharedRows rows = rows();
        Runner runner = new PeerRunner(Peer.JAX, start(script));
        Trial trial = runner.open(CELL, rows)) {
      assertEquals("Fake 1.0", runner.description());
      assertEquals("by hand", trial.note());
      assertEquals(0.25, trial.seconds(3));
      assertEquals(CELL.rows() * 4L * 4, Files.size(rows.featuresFile()));
    }
    List<String> commands = Files.readAllLines(folder.resolve("commands"));
    assertTrue(commands.get(0).contains("\"widths\":[4,3,2]"), commands.get(0));
    assertEquals("{\"passes\":3}", commands.get(1));
    assertTrue(Files.notExists(folder.resolve("features.f32")));
  }

  @Test
  void whatAPeerCannotDoIsReported() {
    String script = "echo '{\"description\": \"x\"}'; read -r line; echo '{\"error\": \"no way\"}'";
    try (PeerProcess peer = start(script)) {
      JobException failure = assertThrows(JobException.class, () -> peer.ask(Map.of("passes", 1)));
      assertTrue(failure.getMessage().contains("no way"), failure.getMessage());
    }
  }

  @Test
  void aPeerThatEndsIsReportedWithItsLastWords() {
    JobException failure =
        assertThrows(JobException.class, () -> start("echo 'No module named jax' >&2"));
    assertTrue(failure.getMessage().contains("No module named jax"), failure.getMessage());
  }

  @Test
  void anAnswerThatIsNoneIsReported() {
    JobException failure = assertThrows(JobException.class, () -> start("echo hello"));
    assertTrue(failure.getMessage().contains("hello"), failure.getMessage());
  }

  @Test
  void aPeerThatFailsLeavesTheOthersTheirFigures() {
    String script = "echo '{\"description\": \"x\"}'; read -r line; echo '{\"error\": \"no way\"}'";
    Runner steady = new EngineRunner(Engines.select("java", Workload.TYPICAL).engine());
    Notes notes = new Notes();
    try (SharedRows rows = rows();
        Runner peer = new PeerRunner(Peer.JAX, start(script))) {
      List<RoundRates> rates = new Race(1, 1e-3).run(CELL, rows, List.of(steady, peer), notes);
      assertEquals(List.of("java"), rates.stream().map(RoundRates::runner).toList());
    }
    assertEquals(
        List.of("jax, training 4-3-2 at batch 2 failed: [peers] no way"), notes.failures());
  }
}
