package dev.ferro.spark.training;

import dev.ferro.engine.TrainingState;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of the workers' states by their rows, in partition order and in double, so that the same
 * results give the same bits. Adam's moments are averaged like the parameters.
 */
final class Average {
  private Average() {}

  static TrainingState of(List<RoundResult> results) {
    List<RoundResult> trained = results.stream().filter(r -> r.state() != null).toList();
    if (trained.size() == 1) {
      return StateBytes.state(trained.get(0).state());
    }
    double[] room =
        new double[StateBytes.floats(trained.get(0).state(), StateBytes.PARAMETERS).remaining()];
    return new TrainingState(
        mean(trained, StateBytes.PARAMETERS, room),
        mean(trained, StateBytes.FIRST_MOMENT, room),
        mean(trained, StateBytes.SECOND_MOMENT, room),
        trained.stream().mapToLong(result -> StateBytes.step(result.state())).max().orElseThrow());
  }

  /** The mean of one array of the states, computed in {@code sum}. */
  private static float[] mean(List<RoundResult> trained, int array, double[] sum) {
    long rows = trained.stream().mapToLong(RoundResult::rows).sum();
    int count = StateBytes.floats(trained.get(0).state(), array).remaining();
    Arrays.fill(sum, 0);
    for (RoundResult result : trained) {
      double share = (double) result.rows() / rows;
      FloatBuffer values = StateBytes.floats(result.state(), array);
      for (int i = 0; i < count; i++) {
        sum[i] += share * values.get(i);
      }
    }
    float[] mean = new float[count];
    for (int i = 0; i < count; i++) {
      mean[i] = (float) sum[i];
    }
    return mean;
  }
}
