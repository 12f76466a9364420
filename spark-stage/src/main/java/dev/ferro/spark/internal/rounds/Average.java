package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.TrainingState;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of the replicas' states, weighted by their rows. It is added in the order of the
 * replicas and in double, so that the same results give the same bits. Adam's moments are averaged
 * like the parameters.
 */
final class Average {
  /** Gives parts of the arrays of all replicas' states. */
  interface Source {
    /** Most floats in a part. */
    int most();

    /** The same part of one array, replica by replica. */
    List<FloatBuffer> read(int array, int from, int to);
  }

  private Average() {}

  /**
   * Computes the mean.
   *
   * @param trained the replicas that had rows. Their states need not hold their arrays
   */
  static TrainingState of(List<RoundResult> trained, Source source) {
    long[] sizes = StateBytes.sizes(trained.get(0).state());
    return new TrainingState(
        mean(trained, source, StateBytes.PARAMETERS, (int) sizes[StateBytes.PARAMETERS]),
        mean(trained, source, StateBytes.FIRST_MOMENT, (int) sizes[StateBytes.FIRST_MOMENT]),
        mean(trained, source, StateBytes.SECOND_MOMENT, (int) sizes[StateBytes.SECOND_MOMENT]),
        trained.stream().mapToLong(result -> StateBytes.step(result.state())).max().orElseThrow());
  }

  private static float[] mean(List<RoundResult> trained, Source source, int array, int count) {
    float[] mean = new float[count];
    double[] sum = new double[trained.size() == 1 ? 0 : Math.min(count, source.most())];
    for (int from = 0; from < count; from += Math.min(source.most(), count - from)) {
      int to = from + Math.min(source.most(), count - from);
      List<FloatBuffer> parts = source.read(array, from, to);
      if (parts.size() == 1) {
        parts.get(0).get(mean, from, to - from);
      } else {
        mean(trained, parts, sum, mean, from, to);
      }
    }
    return mean;
  }

  private static void mean(
      List<RoundResult> trained,
      List<FloatBuffer> parts,
      double[] sum,
      float[] mean,
      int from,
      int to) {
    long rows = trained.stream().mapToLong(RoundResult::rows).sum();
    Arrays.fill(sum, 0);
    for (int replica = 0; replica < parts.size(); replica++) {
      double share = (double) trained.get(replica).rows() / rows;
      FloatBuffer values = parts.get(replica);
      for (int i = 0; i < to - from; i++) {
        sum[i] += share * values.get(i);
      }
    }
    for (int i = from; i < to; i++) {
      mean[i] = (float) sum[i - from];
    }
  }
}
