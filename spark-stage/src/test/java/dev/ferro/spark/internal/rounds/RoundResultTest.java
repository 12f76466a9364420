package dev.ferro.spark.internal.rounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.Serializers;
import dev.ferro.spark.training.TaskTimes;
import java.util.List;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks bring back passes every serializer that Spark may be set to. */
class RoundResultTest {
  @ParameterizedTest
  @MethodSource("dev.ferro.spark.Serializers#all")
  void results(Serializer serializer) {
    TrainingState state =
        new TrainingState(new float[] {1, 2}, new float[] {3, 4}, new float[0], 7);
    RoundResult result =
        new RoundResult(
            3,
            StateBytes.of(state),
            List.of(new LossSum(1, 2)),
            5,
            new RoundResult.Site("1", "host", "java", ""),
            new TaskTimes(1, 2, 3));
    RoundResult again = RoundResult.unpack(Serializers.through(serializer, result.pack()));
    assertEquals(result.losses(), again.losses());
    assertEquals(result.times(), again.times());
    TrainingState stateAgain = StateBytes.state(again.state());
    assertArrayEquals(state.parameters(), stateAgain.parameters());
    assertArrayEquals(state.firstMoment(), stateAgain.firstMoment());
    assertEquals(7, stateAgain.step());
  }
}
