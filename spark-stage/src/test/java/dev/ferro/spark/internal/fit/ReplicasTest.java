package dev.ferro.spark.internal.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicasTest {
  /** So wide that a few rows are much work. */
  private static final NetworkSpec WIDE = NetworkSpec.of(Loss.SQUARED_ERROR, 10_000, 10_000);

  @Test
  void noMoreReplicasThanTakeUsefulSteps() {
    assertEquals(1, chosen(0, WIDE, 100, 8, 1));
    assertEquals(3, chosen(0, WIDE, 3 * 64 * 16, 8, 4));
    assertEquals(8, chosen(0, WIDE, 8 * 64 * 16, 8, 4));
    assertEquals(8, chosen(0, WIDE, 1L << 40, 8, 1));
    assertEquals(24, chosen(0, WIDE, 1L << 40, 8, 4));
    assertEquals(1, chosen(1, WIDE, 1L << 40, 8, 4));
  }

  @Test
  void noMoreReplicasThanARoundKeepsBusy() {
    NetworkSpec narrow = NetworkSpec.of(Loss.SQUARED_ERROR, 100, 100);
    long rows = (long) (3e10 / (2 * 2 * 100 * 100)) + 1;
    assertEquals(3, chosen(0, narrow, rows, 8, 4));
    assertEquals(8, chosen(8, narrow, rows, 8, 4));
    assertEquals(
        rows
            + " rows are enough for 3 of 8 slots: each needs a tenth of a second's work in an epoch",
        Replicas.choose(TrainingTest.settings(1, 0), narrow, rows, 8, 4).reason());
  }

  private static int chosen(int numWorkers, NetworkSpec spec, long rows, int slots, int executors) {
    return Replicas.choose(TrainingTest.settings(1, numWorkers), spec, rows, slots, executors)
        .count();
  }

  @Test
  void onlyAdamsStepsGrowWithTheReplicas() {
    TrainingSettings adam = TrainingTest.settings(1, 0);
    assertEquals(1, new Replicas(1, "").stepScale(adam));
    assertEquals(8, new Replicas(16, "").stepScale(adam));
    assertEquals(8, new Replicas(100, "").stepScale(adam));
    for (Rule rule : Rule.values()) {
      double grown = List.of(Rule.ADAM, Rule.ADAMW).contains(rule) ? 8 : 1;
      TrainingSettings settings = TrainingTest.settings(OptimizerSpec.of(rule, 0.1), 1, 0);
      assertEquals(grown, new Replicas(16, "").stepScale(settings), rule.name());
    }
  }
}
