package dev.ferro.bench.overhead;

import dev.ferro.bench.measure.Floats;
import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.Workload;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains on this thread without Spark, with the engine that a fit would use. */
final class EngineAlone {
  static final OptimizerSpec OPTIMIZER = OptimizerSpec.of(OptimizerSpec.Rule.ADAMW, 1e-3);

  private static final long SEED = 1;

  private final Batch all;

  EngineAlone(NetworkSpec spec, Dataset<Row> rows) {
    List<Row> collected = rows.select("features", "label").collectAsList();
    all = Batch.of(spec, collected.size());
    for (int row = 0; row < collected.size(); row++) {
      float[] values = Floats.of(collected.get(row).getAs(0));
      all.features().put(row * values.length, values);
      all.targets().put(row, (float) collected.get(row).getDouble(1));
    }
    all.setRows(collected.size());
  }

  /** Number of rows in an epoch. */
  int rows() {
    return all.rows();
  }

  /** Seconds to train a new network for a number of epochs over all rows. */
  double seconds(int batchSize, int epochs) {
    NetworkSpec spec = all.spec();
    Engine engine = Engines.select(Engines.AUTO, Workload.training(spec, batchSize)).engine();
    try (Network network = engine.open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(SEED)));
      long start = System.nanoTime();
      for (int epoch = 0; epoch < epochs; epoch++) {
        network.train(all, batchSize, OPTIMIZER);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
