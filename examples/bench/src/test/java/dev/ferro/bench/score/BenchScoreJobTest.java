package dev.ferro.bench.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchScoreJobTest {
  @TempDir private Path folder;

  @Test
  void everybodyScoresBothTables() throws Exception {
    Path json = folder.resolve("score.json");
    Ran ran =
        Ran.job(
            "bench-score",
            "--master",
            "local[2]",
            "--rows",
            "500",
            "--repeats",
            "1",
            "--json",
            json);
    assertEquals(0, ran.code(), ran.err());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    List<String> narrow = new ArrayList<>(ScoreBench.RUNNERS);
    narrow.remove("spark-mlp");
    List<String> runners = new ArrayList<>();
    List.of(ScoreBench.RUNNERS, ScoreBench.RUNNERS, narrow, narrow).forEach(runners::addAll);
    assertEquals(runners, figures.findValuesAsText("runner"));
    for (JsonNode figure : figures) {
      assertEquals("score", figure.get("what").asText());
      assertEquals(500, figure.get("rows").asLong());
      assertTrue(figure.get("rowsPerSecond").asDouble() > 0, figures::toString);
    }
    assertTrue(ran.out().contains("times spark-mlp"), ran.out());
    assertTrue(ran.out().contains("on top of scan and engine"), ran.out());
  }

  @Test
  void anUnknownRunnerIsRefused() {
    Ran ran = Ran.job("bench-score", "--runners", "nobody");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("Expected --runners of [ferro, "), ran.err());
  }
}
