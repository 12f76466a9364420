package dev.ferro.bench.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyAveragingJobTest {
  @TempDir private Path folder;

  @Test
  void aTableHasARowForEachMannerAndAColumnForEachNumberOfReplicas() throws IOException {
    Path json = folder.resolve("study.json");
    Ran ran =
        Ran.job(
            "study-averaging",
            "--master",
            "local[2]",
            "--synthetic-rows",
            "2000",
            "--replicas",
            "1,3",
            "--seeds",
            "2",
            "--max-iter",
            "4",
            "--step-scales",
            "2",
            "--outer-momenta",
            "0.5",
            "--sync-steps",
            "4",
            "--json",
            json);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("| synthetic, 2000 rows | 1 | 3 |"), ran.out());
    assertTrue(
        ran.out().contains("| step size ×2.00, momentum 0.5, averaged every 4 steps | – | "),
        ran.out());
    JsonNode outcomes = new ObjectMapper().readTree(json.toFile());
    assertEquals(3, outcomes.size());
    for (JsonNode outcome : outcomes) {
      double accuracy = outcome.get("accuracy").asDouble();
      assertTrue(accuracy > 0.15 && accuracy <= 1, outcome::toString);
      assertTrue(outcome.get("lowest").asDouble() <= accuracy, outcome::toString);
    }
  }
}
