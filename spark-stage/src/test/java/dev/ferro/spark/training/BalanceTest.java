package dev.ferro.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.LossSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static final Map<String, Integer> TWO = Map.of("fast", 1, "slow", 1);

  /** A round of workers with 100 rows each; an executor named slow takes four times as long. */
  private static List<RoundResult> round(String... executors) {
    List<RoundResult> results = new ArrayList<>();
    for (String executor : executors) {
      double seconds = executor.equals("slow") ? 4 : 1;
      results.add(
          new RoundResult(
              null,
              List.of(LossSum.ZERO),
              100,
              executor,
              "host",
              "java",
              "",
              new TaskTimes(seconds, seconds, 0)));
    }
    return results;
  }

  private static Balance after(int rounds, String... executors) {
    Balance balance = new Balance(executors.length);
    for (int i = 0; i < rounds; i++) {
      balance.ran(round(executors));
    }
    return balance;
  }

  @Test
  void aSlowExecutorGivesWorkersAway() {
    Balance balance = after(2, "slow", "slow", "slow", "fast", "fast", "fast");
    assertEquals(Map.of(2, "fast", 1, "fast"), balance.moves(TWO));
    // Not again before it is known what came of it.
    assertEquals(Map.of(), balance.moves(TWO));
    balance.ran(round("slow", "fast", "fast", "fast", "fast", "fast"));
    balance.ran(round("slow", "fast", "fast", "fast", "fast", "fast"));
    assertEquals(Map.of(), balance.moves(TWO));
  }

  @Test
  void fewWorkersMayAllGoToTheFastOne() {
    assertEquals(Map.of(1, "fast"), after(2, "fast", "slow").moves(TWO));
  }

  @Test
  void equalsKeepWhatTheyHave() {
    Map<String, Integer> tasks = Map.of("a", 2, "b", 2);
    assertEquals(Map.of(), after(5, "a", "b", "a", "b").moves(tasks));
    assertEquals(Map.of(), after(5, "a", "b", "a", "b", "a").moves(tasks));
    assertEquals(Map.of(), after(1, "a", "a", "a", "a").moves(tasks));
    assertEquals(Map.of(), after(5, "a", "a").moves(Map.of("a", 1)));
  }

  @Test
  void aNewExecutorTakesItsShare() {
    assertEquals(
        Map.of(3, "new", 2, "new"), after(2, "a", "a", "a", "a").moves(Map.of("a", 1, "new", 1)));
  }

  @Test
  void whileAnExecutorIsLostNothingMoves() {
    assertEquals(Map.of(), after(2, "slow", "fast", "gone", "fast").moves(TWO));
  }
}
