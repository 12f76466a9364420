package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.Batch;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.spark.internal.rows.BatchFiller;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * Everything that the tasks of all rounds need.
 *
 * @param spec the network's shape
 * @param step how each step updates
 * @param seed random seed
 * @param engine engine id or auto
 * @param weighted whether rows have weights other than 1
 * @param zeros values of features that sparse rows do not store, {@code [inputs]}, or null if all
 *     rows are dense
 */
public record RoundContext(
    NetworkSpec spec,
    ScaledStep step,
    long seed,
    String engine,
    boolean weighted,
    Broadcast<float[]> zeros)
    implements Serializable {

  /** Bytes of a replica's state. */
  double stateBytes() {
    return (double) Float.BYTES * (1 + step.optimizer().rule().moments()) * spec.parameterCount();
  }

  BatchFiller filler(Batch batch) {
    return new BatchFiller(zeros == null ? null : zeros.value(), batch);
  }
}
