package dev.ferro.bench.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSparkJobTest {
  @TempDir private Path folder;

  @Test
  void bothLearnTheDigits() throws Exception {
    Path json = folder.resolve("bench.json");
    Path svg = folder.resolve("bench.svg");
    Ran ran =
        Ran.job(
            "bench-spark",
            "--master",
            "local[2]",
            "--repeats",
            "2",
            "--epochs",
            "8",
            "--spark-iterations",
            "40",
            "--json",
            json,
            "--svg",
            svg);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("rows: digits, 1438 to train on, 359 held out"), ran.out());
    assertTrue(ran.out().contains("BLAS "), ran.out());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertEquals(List.of("ferro", "spark-mlp"), figures.findValuesAsText("runner"));
    for (JsonNode figure : figures) {
      assertEquals("fit", figure.get("what").asText());
      assertEquals("local[2]", figure.get("master").asText());
      assertEquals("digits", figure.get("data").asText());
      assertEquals(2, figure.get("repeats").asInt());
      assertTrue(figure.get("accuracy").asDouble() > 0.9, figures::toString);
      assertTrue(figure.get("rowsPerSecond").asDouble() > 0, figures::toString);
      assertTrue(figure.get("secondsBest").asDouble() <= figure.get("seconds").asDouble());
    }
    String chart = Files.readString(svg);
    assertTrue(chart.contains(">ferro<") && chart.contains(">spark-mlp<"), chart);
  }

  @Test
  void aNumberBelowOneIsRefused() {
    Ran ran = Ran.job("bench-spark", "--repeats", "0");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("Expected --repeats above 0, got 0"), ran.err());
  }

  @Test
  void looksRiseAndEndAtTheWholeFit() {
    assertEquals(List.of(10, 40, 100), EvaluationPoints.at(100, 0.1, 0.4, 1));
    assertEquals(List.of(1, 2), EvaluationPoints.at(2, 0.1, 0.4, 1));
  }

  @Test
  void theVerdictTakesTheFirstPointThatIsAsGood() {
    List<FitPoint> ours =
        List.of(
            new FitPoint("ferro", 1, List.of(1.0), 0.90),
            new FitPoint("ferro", 2, List.of(4.0, 2.0, 3.0), 0.96),
            new FitPoint("ferro", 3, List.of(5.0), 0.97));
    FitPoint other = new FitPoint("spark-mlp", 100, List.of(70.0, 80.0), 0.95);
    assertEquals(75, other.median());
    String verdict = FitTable.verdict(ours, other);
    assertTrue(verdict.contains("0.9600 in 3.000 s"), verdict);
    assertTrue(verdict.endsWith("25.0 times as fast"), verdict);
    String never = FitTable.verdict(ours.subList(0, 1), other);
    assertTrue(never.contains("does not reach the 0.9500"), never);
  }
}
