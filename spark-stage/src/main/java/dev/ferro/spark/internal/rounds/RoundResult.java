package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.LossSum;
import dev.ferro.spark.internal.rows.Wire;
import dev.ferro.spark.training.TaskTimes;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;

/**
 * One replica's result of a round.
 *
 * @param replica the replica, counted from 0
 * @param state its training state, packed by {@link StateBytes}, or null if it had no rows
 * @param losses the loss over its rows, epoch by epoch
 * @param rows rows trained, each epoch counted
 * @param site executor and engine that trained it
 * @param times where its time went
 */
record RoundResult(
    int replica, byte[][] state, List<LossSum> losses, long rows, Site site, TaskTimes times)
    implements Serializable {

  /**
   * The executor and engine that trained a replica.
   *
   * @param executor its id
   * @param host the executor's host
   * @param engine the engine's id
   * @param description what computed, and why that engine
   */
  record Site(String executor, String host, String engine, String description)
      implements Serializable {
    static Site here(EngineSelection engine) {
      BlockManagerId here = SparkEnv.get().blockManager().blockManagerId();
      return new Site(here.executorId(), here.host(), engine.engine().id(), engine.toString());
    }
  }

  /** The form that travels: see {@link Wire}. */
  Object[] pack() {
    return new Object[] {Wire.bytes(with(null)), state};
  }

  /** A packed result without the arrays of its state. */
  static Object[] withoutArrays(Object[] packed) {
    byte[][] state = (byte[][]) packed[1];
    return new Object[] {packed[0], state == null ? null : StateBytes.withoutArrays(state)};
  }

  static RoundResult unpack(Object[] packed) {
    RoundResult result = Wire.read((byte[]) packed[0]);
    return result.with((byte[][]) packed[1]);
  }

  private RoundResult with(byte[][] other) {
    return new RoundResult(replica, other, losses, rows, site, times);
  }
}
