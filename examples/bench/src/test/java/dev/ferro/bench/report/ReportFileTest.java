package dev.ferro.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  private static final Privacy PRIVACY =
      Privacy.of("/Users/jane", "/tmp/jane", "jane", Set.of(), Map.of());

  @TempDir private Path folder;
  private ReportFile report;

  @BeforeEach
  void start() {
    report = new ReportFile(folder.resolve("new/report.md"), "# Title\n", PRIVACY);
  }

  @Test
  void holdsWhatWasFoundUntilThenAndWhatIsRunning() throws IOException {
    report.add("First", () -> new ReportFile.Section("done", "found by jane"));
    report.add(
        "Second",
        () -> {
          String text = text();
          assertTrue(text.startsWith("# Title\n"), text);
          assertTrue(text.contains("| First | done |"), text);
          assertTrue(text.contains("## First\n\nfound by (user)\n"), text);
          assertTrue(text.contains("| Second | running"), text);
          return new ReportFile.Section("done", "seen");
        });
    assertEquals(List.of("done", "done"), List.copyOf(report.outcomes().values()));
    assertFalse(text().contains("running"), text());
    assertFalse(text().contains("End of the report"), text());
    report.end();
    assertTrue(text().endsWith("\nEnd of the report.\n"), text());
  }

  @Test
  void aSectionThatFailsNamesTheCause() throws IOException {
    report.add(
        "Broken",
        () -> {
          throw new IllegalStateException("no figures", new IOException("disk of jane\nis full"));
        });
    String text = text();
    assertTrue(text.contains("IllegalStateException: no figures\nbecause: java.io.IO"), text);
    assertTrue(text.contains("IOException: disk of (user)\nis full"), text);
  }

  @Test
  void aSectionThatFailsSaysWhyAndTheNextIsThere() throws IOException {
    report.add(
        "Broken",
        () -> {
          throw new UnsatisfiedLinkError("no libmlx in /Users/jane/lib");
        });
    report.add("Next", () -> new ReportFile.Section("done", "fine"));
    String text = text();
    assertTrue(text.contains("| Broken | failed |"), text);
    assertTrue(text.contains("no libmlx in ~/lib"), text);
    assertTrue(text.contains("## Next\n\nfine\n"), text);
  }

  @Test
  void aFactThatCannotBeFoundSaysWhy() {
    String text =
        new FactTable()
            .add("chip", () -> "M9\n  | fast")
            .add("GPU", () -> Tool.says("no-such-program"))
            .add("serial", () -> Tool.says("sh", "-c", "echo refused; exit 3"))
            .section()
            .text();
    assertTrue(text.contains("| chip | M9; \\| fast |"), text);
    assertTrue(text.contains("| GPU | not known: could not run no-such-program"), text);
    assertTrue(text.contains("failed: exit code 3: refused |"), text);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAtOnce() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path below = file.resolve("report.md");
    JobException refused =
        assertThrows(JobException.class, () -> new ReportFile(below, "# Title\n", PRIVACY));
    assertTrue(refused.getMessage().contains(below.toString()), refused.getMessage());
  }

  private String text() throws IOException {
    return Files.readString(report.file());
  }
}
