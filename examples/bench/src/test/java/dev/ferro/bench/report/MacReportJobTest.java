package dev.ferro.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.Platform;
import dev.ferro.examples.Ran;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class MacReportJobTest {
  @TempDir private Path folder;

  @Test
  void hasEveryPartOfThisMachine() throws IOException {
    Path file = folder.resolve("report.md");
    Path json = folder.resolve("report.json");
    Ran ran =
        Ran.job(
            MacReportJob.NAME,
            "--output",
            file,
            "--json",
            json,
            "--shapes=5-4-3",
            "--repeats=1",
            "--seconds=0.001",
            "--max-iter=1");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().endsWith("The report is in " + file + System.lineSeparator()), ran.out());
    String text = Files.readString(file);
    JsonNode outcomes = new ObjectMapper().readTree(json.toFile());

    assertEquals(Platform.isMac(), text.startsWith("# Ferro on a Mac\n"), text);
    assertEquals(!Platform.isMac(), text.lines().findFirst().orElseThrow().endsWith("not a Mac"));
    for (String title : new String[] {"Machine", "Java and Ferro", "Engines", "Speed"}) {
      assertDone(title, outcomes, text);
    }
    for (Engine engine : Engines.all()) {
      String outcome = outcomes.get("Engine " + engine.id()).asText();
      String reason = engine.unusableReason().orElse(null);
      assertEquals(reason == null ? "done" : "cannot run here", outcome, text);
      assertTrue(text.contains(reason == null ? "engine " + engine.id() + ": " : reason), text);
    }
    assertDone("A fit with engine auto", outcomes, text);
    assertTrue(text.contains("training 5-4-3"), text);
    assertTrue(text.contains("Accuracy on 359 held-out rows"), text);
    assertTrue(text.contains("\nEnd of the report.\n"), text);
    assertFalse(text.contains(System.getProperty("user.home") + "/"), text);
    assertFalse(text.contains(folder.toString()), text);
  }

  private static void assertDone(String title, JsonNode outcomes, String text) {
    assertEquals("done", outcomes.path(title).asText(), text);
    assertTrue(text.contains("\n## " + title + "\n"), text);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    Ran ran = Ran.job(MacReportJob.NAME, "--limit", "0");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("--limit of 1 or more, got 0"), ran.err());
  }

  @Test
  void theIssueTemplateAsksForIt() throws IOException {
    try (Reader reader =
        Files.newBufferedReader(Path.of("../../.github/ISSUE_TEMPLATE/mac-report.yml"))) {
      Map<String, Object> form = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      String body = form.get("body").toString();
      assertTrue(body.contains("examples/run " + MacReportJob.NAME), body);
      assertTrue(body.contains("examples/target/output/" + MacReportJob.NAME + ".md"), body);
    }
  }
}
