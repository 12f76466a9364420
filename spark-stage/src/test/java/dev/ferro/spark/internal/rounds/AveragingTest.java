package dev.ferro.spark.internal.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.internal.rounds.RoundPlan.Part;
import dev.ferro.spark.training.TaskTimes;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragingTest {
  @Test
  void averageWeighsByRows() {
    TrainingState a = new TrainingState(new float[] {1}, new float[] {2}, new float[] {3}, 10);
    TrainingState b = new TrainingState(new float[] {5}, new float[] {6}, new float[] {7}, 12);
    List<RoundResult> results = List.of(result(a, 3), result(b, 1));
    TrainingState mean = Average.of(results, new Whole(results));
    assertEquals(2, mean.parameters()[0]);
    assertEquals(3, mean.firstMoment()[0]);
    assertEquals(4, mean.secondMoment()[0]);
    assertEquals(12, mean.step());
  }

  /** All of an array at once. */
  private record Whole(List<RoundResult> results) implements Average.Source {
    @Override
    public int most() {
      return Integer.MAX_VALUE;
    }

    @Override
    public List<FloatBuffer> read(int array, int from, int to) {
      return results.stream().map(result -> StateBytes.floats(result.state(), array)).toList();
    }
  }

  private static RoundResult result(TrainingState state, long rows) {
    return new RoundResult(
        0,
        state == null ? null : StateBytes.of(state),
        List.of(LossSum.ZERO),
        rows,
        new RoundResult.Site("1", "host", "java", ""),
        new TaskTimes(1, 1, 0));
  }

  @Test
  void outerStepIsNesterovMomentum() {
    TrainingState zero = TrainingState.initial(new float[] {0});
    OuterStep outer = new OuterStep(0.5, new float[0]);
    TrainingState first = outer.take(zero, TrainingState.initial(new float[] {1}));
    assertEquals(1.5f, first.parameters()[0]);
    TrainingState second = outer.take(first, TrainingState.initial(new float[] {2.5f}));
    assertEquals(1.5f + 1 + 0.5f * 1.5f, second.parameters()[0]);
    TrainingState average = TrainingState.initial(new float[] {3});
    assertSame(average, new OuterStep(0, new float[0]).take(zero, average));
  }

  @Test
  void roundsShareAnEpochsStepsAmongThem() {
    RoundPlan plan = RoundPlan.of(List.of(100L, 70L, 0L), 16, 3);
    assertEquals(3, plan.rounds());
    assertEquals(
        List.of(
            List.of(new Part(0, 48), new Part(0, 48), new Part(0, 0)),
            List.of(new Part(48, 48), new Part(48, 22), new Part(0, 0)),
            List.of(new Part(96, 4), new Part(70, 0), new Part(0, 0))),
        List.of(plan.parts(0), plan.parts(1), plan.parts(2)));
    assertEquals(1, RoundPlan.of(List.of(100L), 16, 0).rounds());
    assertEquals(1, RoundPlan.of(List.of(100L), 16, 1000).rounds());
  }
}
