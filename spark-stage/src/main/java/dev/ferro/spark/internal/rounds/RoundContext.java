package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.Batch;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.spark.internal.rows.BatchFiller;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * What the tasks of all rounds need, and no more.
 *
 * @param spec the network's shape
 * @param optimizer how each step updates, its step size scaled by the number of replicas
 * @param batchSize rows of one step of one replica
 * @param seed random seed
 * @param engine engine id or auto
 * @param weighted whether rows have weights other than 1
 * @param zeros what sparse rows hold where they give nothing, {@code [inputs]}; null where all rows
 *     are dense
 */
public record RoundContext(
    NetworkSpec spec,
    OptimizerSpec optimizer,
    int batchSize,
    long seed,
    String engine,
    boolean weighted,
    Broadcast<float[]> zeros)
    implements Serializable {

  /** Bytes of a replica's state. */
  double stateBytes() {
    return (double) Float.BYTES * (1 + optimizer.rule().moments()) * spec.parameterCount();
  }

  BatchFiller gather(Batch batch) {
    return new BatchFiller(zeros == null ? null : zeros.value(), batch);
  }
}
