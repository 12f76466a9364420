package dev.ferro.spark.internal.scoring.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.SparkSuite;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlannedScoringTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @Test
  void isForTheSparkThatItIsBuiltWith() {
    assertTrue(PlannedScoring.isPossible(SUITE.spark().range(1)));
  }

  @Test
  void saysWhyItCannotBeUsed() {
    assertEquals(
        Optional.of("built for Spark 4.1, this is Spark 4.10.0"),
        PlannedScoring.obstacle("4.10.0", SUITE.spark().range(1)));
    assertEquals(
        Optional.of("built for Spark 4.1, this is Spark 3.5.6"),
        PlannedScoring.obstacle("3.5.6", null));
    assertEquals(
        Optional.of("the dataset belongs to a Spark Connect session"),
        PlannedScoring.obstacle("4.1.2", "no classic dataset"));
  }
}
