package dev.ferro.spark.internal.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.LossSum;
import dev.ferro.spark.internal.rounds.Balance.Assignment;
import dev.ferro.spark.training.TaskTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static final Map<String, Integer> TWO = Map.of("fast", 1, "slow", 1);

  /** A round of replicas with 100 rows each; an executor named slow takes four times as long. */
  private static List<RoundResult> round(String... executors) {
    return round(1, executors);
  }

  /** The same where an executor named b takes some times as long. */
  private static List<RoundResult> round(double timesOfB, String... executors) {
    List<RoundResult> results = new ArrayList<>();
    for (String executor : executors) {
      double seconds = executor.equals("slow") ? 4 : executor.equals("b") ? timesOfB : 1;
      results.add(
          new RoundResult(
              results.size(),
              null,
              List.of(LossSum.ZERO),
              100,
              new RoundResult.Site(executor, "host", "java", ""),
              new TaskTimes(seconds, seconds, 0)));
    }
    return results;
  }

  private static Balance after(int rounds, String... executors) {
    Balance balance = new Balance();
    for (int i = 0; i < rounds; i++) {
      balance.ran(round(executors));
    }
    return balance;
  }

  /** Moves after some rounds at the replicas' homes. */
  private static Map<Integer, String> moves(
      int rounds, Map<String, Integer> tasks, String... homes) {
    return after(rounds, homes).moves(List.of(homes), tasks);
  }

  @Test
  void aSlowExecutorGivesReplicasAway() {
    Balance balance = after(3, "slow", "slow", "slow", "fast", "fast", "fast");
    assertEquals(
        Map.of(2, "fast", 1, "fast"),
        balance.moves(List.of("slow", "slow", "slow", "fast", "fast", "fast"), TWO));
    // Not again before it is known what came of it.
    List<String> moved = List.of("slow", "fast", "fast", "fast", "fast", "fast");
    assertEquals(Map.of(), balance.moves(moved, TWO));
    for (int i = 0; i < 10; i++) {
      balance.ran(round(moved.toArray(String[]::new)));
      assertEquals(Map.of(), balance.moves(moved, TWO));
    }
  }

  @Test
  void oneSlowRoundMovesNothingAndTwoDo() {
    String[] homes = {"a", "b", "a", "b", "a", "b"};
    Map<String, Integer> tasks = Map.of("a", 1, "b", 1);
    Balance balance = after(5, homes);
    balance.ran(round(4, homes));
    assertEquals(Map.of(), balance.moves(List.of(homes), tasks));
    balance.ran(round(4, homes));
    assertEquals(Map.of(5, "a", 3, "a"), balance.moves(List.of(homes), tasks));

    Balance young = after(1, homes);
    young.ran(round(4, homes));
    young.ran(round(1, homes));
    assertEquals(Map.of(), young.moves(List.of(homes), tasks));
  }

  @Test
  void fewReplicasMayAllGoToTheFastOne() {
    assertEquals(Map.of(1, "fast"), moves(3, TWO, "fast", "slow"));
  }

  @Test
  void equalsKeepWhatTheyHave() {
    Map<String, Integer> tasks = Map.of("a", 2, "b", 2);
    assertEquals(Map.of(), moves(5, tasks, "a", "b", "a", "b"));
    assertEquals(Map.of(), moves(5, tasks, "a", "b", "a", "b", "a"));
    assertEquals(Map.of(), moves(1, tasks, "a", "a", "a", "a"));
    assertEquals(Map.of(), moves(5, Map.of("a", 1), "a", "a"));
  }

  @Test
  void aNewExecutorTakesItsShare() {
    assertEquals(
        Map.of(3, "new", 2, "new"), moves(3, Map.of("a", 1, "new", 1), "a", "a", "a", "a"));
  }

  @Test
  void whileRowsAreLostNothingMoves() {
    Balance balance = after(3, "slow", "fast", "gone", "fast");
    assertEquals(Map.of(), balance.moves(List.of("slow", "fast", "gone", "fast"), TWO));
    assertEquals(Map.of(), balance.moves(Arrays.asList("slow", "fast", null, "fast"), TWO));
  }

  @Test
  void aTaskForEachSlotSharesOutWhatItsExecutorHas() {
    List<String> homes = Arrays.asList("a", "b", "a", null, "a", "gone", "b");
    assertEquals(
        List.of(
            new Assignment(List.of(3), null),
            new Assignment(List.of(5), null),
            new Assignment(List.of(0, 4), "a"),
            new Assignment(List.of(2), "a"),
            new Assignment(List.of(1), "b"),
            new Assignment(List.of(6), "b")),
        Balance.assignments(homes, Map.of("a", 2, "b", 3, "c", 1)));
  }
}
