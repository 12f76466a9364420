package dev.ferro.spark.training;

import dev.ferro.engine.TrainingState;
import java.util.List;

/**
 * The mean of the workers' states by their rows, in partition order and in double, so that the same
 * results give the same bits. Adam's moments are averaged like the parameters.
 */
final class Average {
  private Average() {}

  static TrainingState of(List<RoundResult> results) {
    List<RoundResult> trained = results.stream().filter(r -> r.state() != null).toList();
    TrainingState first = trained.get(0).state();
    if (trained.size() == 1) {
      return first;
    }
    long rows = trained.stream().mapToLong(RoundResult::rows).sum();
    double[] parameters = new double[first.parameters().length];
    double[] firstMoment = new double[first.firstMoment().length];
    double[] secondMoment = new double[first.secondMoment().length];
    long step = 0;
    for (RoundResult result : trained) {
      double share = (double) result.rows() / rows;
      add(result.state().parameters(), share, parameters);
      add(result.state().firstMoment(), share, firstMoment);
      add(result.state().secondMoment(), share, secondMoment);
      step = Math.max(step, result.state().step());
    }
    return new TrainingState(floats(parameters), floats(firstMoment), floats(secondMoment), step);
  }

  private static void add(float[] values, double share, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += share * values[i];
    }
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
