package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.TrainingState;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.storage.StorageLevel;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction2;

/**
 * A trained round, and the mean of the replicas' states. Small states travel with the results.
 * Large ones stay on the executors, in Spark's cache, and travel in slices. Without slices, the
 * driver could run out of memory on one of Spark's own threads. That error is lost, and the fit
 * would wait for ever. If the executor of a state is lost, its replica is trained again, with the
 * same bits.
 */
final class TrainedRound implements AutoCloseable {
  private final LocalityRDD rdd;
  private final boolean inSlices;
  private final int slice;
  private final Map<String, Integer> slots;

  /** The results of replicas that had rows, in their order. */
  private final List<RoundResult> trained;

  private final List<RoundResult> results;

  /** Index of each trained replica's slice among those of a job. */
  private final int[] places;

  private TrainedRound(
      LocalityRDD rdd,
      boolean inSlices,
      int slice,
      Map<String, Integer> slots,
      List<RoundResult> inOrderOfTasks) {
    this.rdd = rdd;
    this.inSlices = inSlices;
    this.slice = slice;
    this.slots = slots;
    results = inOrderOfTasks.stream().sorted(Comparator.comparing(RoundResult::replica)).toList();
    trained = results.stream().filter(result -> result.state() != null).toList();
    places = trained.stream().mapToInt(inOrderOfTasks::indexOf).toArray();
  }

  /**
   * Trains a round.
   *
   * @param rdd whose work is a {@link LocalRound}
   * @param stateBytes of a replica's state
   * @param slice bytes of a state that come at once
   * @param slots tasks that each executor runs side by side
   */
  static TrainedRound run(
      LocalityRDD rdd, double stateBytes, int slice, Map<String, Integer> slots) {
    boolean inSlices = stateBytes > slice;
    if (inSlices) {
      rdd.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      List<Object[]> packed = inSlices ? rdd.results(new WithoutStates()) : rdd.results();
      return new TrainedRound(
          rdd, inSlices, slice, slots, packed.stream().map(RoundResult::unpack).toList());
    } catch (Throwable e) {
      rdd.unpersist(false);
      throw e;
    }
  }

  /** Each replica's result, in the order of the replicas. */
  List<RoundResult> results() {
    return results;
  }

  /** Tasks that each executor ran side by side in this round. */
  Map<String, Integer> slots() {
    return slots;
  }

  /** The mean of the replicas' states. */
  TrainingState average() {
    return Average.of(trained, inSlices ? new Remote() : new Local());
  }

  /** Frees the states on the executors. */
  @Override
  public void close() {
    if (inSlices) {
      rdd.unpersist(false);
    }
  }

  /** States that travelled with the results. */
  private final class Local implements Average.Source {
    @Override
    public int most() {
      return Integer.MAX_VALUE;
    }

    @Override
    public List<FloatBuffer> read(int array, int from, int to) {
      return trained.stream()
          .map(result -> StateBytes.floats(result.state(), array).slice(from, to - from))
          .toList();
    }
  }

  /** States that stay on the executors. */
  private final class Remote implements Average.Source {
    @Override
    public int most() {
      return slice / Float.BYTES;
    }

    @Override
    public List<FloatBuffer> read(int array, int from, int to) {
      List<Object[]> slices = rdd.results(new Slice(array, from, to));
      List<FloatBuffer> floats = new ArrayList<>();
      for (int place : places) {
        byte[] bytes = (byte[]) slices.get(place)[0];
        floats.add(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
      }
      return floats;
    }
  }

  /** Reduces a replica's result to what its task returns. */
  private abstract static class OfEach
      extends AbstractFunction2<TaskContext, Iterator<Object[]>, Object[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object[] apply(TaskContext task, Iterator<Object[]> results) {
      List<Object[]> all = new ArrayList<>();
      CollectionConverters.asJava(results).forEachRemaining(result -> all.add(of(result)));
      return all.toArray();
    }

    abstract Object[] of(Object[] packed);
  }

  /** All but the arrays of the state. */
  private static final class WithoutStates extends OfEach {
    private static final long serialVersionUID = 1L;

    @Override
    Object[] of(Object[] packed) {
      return RoundResult.withoutArrays(packed);
    }
  }

  /** A part of one array of the state. */
  private static final class Slice extends OfEach {
    private static final long serialVersionUID = 1L;

    private final int array;
    private final int from;
    private final int to;

    Slice(int array, int from, int to) {
      this.array = array;
      this.from = from;
      this.to = to;
    }

    @Override
    Object[] of(Object[] packed) {
      byte[][] state = (byte[][]) packed[1];
      return new Object[] {
        state == null
            ? null
            : Arrays.copyOfRange(state[array], from * Float.BYTES, to * Float.BYTES)
      };
    }
  }
}
