package dev.ferro.bench.score;

import dev.ferro.bench.measure.Floats;
import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.model.TrainedNetwork;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The engine alone: one task for each core scores rows in memory. */
final class EngineScorer implements Scorer {
  private static final int BATCHES = 8;

  private final JavaSparkContext context;
  private final EngineLoop loop;

  /**
   * Uses the engine that auto chooses.
   *
   * @param rows number of rows to score
   * @param table source of some rows
   * @param batch rows of a call
   */
  EngineScorer(TrainedNetwork network, Dataset<Row> table, long rows, int batch) {
    context = new JavaSparkContext(table.sparkSession().sparkContext());
    List<float[]> some =
        table.select("features").limit(BATCHES * batch).collectAsList().stream()
            .map(row -> Floats.of(row.getAs(0)))
            .toList();
    loop =
        new EngineLoop(
            context.broadcast(network),
            context.broadcast(some),
            rows / context.defaultParallelism(),
            batch);
  }

  @Override
  public String runner() {
    return "engine";
  }

  @Override
  public void run(Dataset<Row> rows) {
    int tasks = context.defaultParallelism();
    context.parallelize(Collections.nCopies(tasks, 0), tasks).foreach(loop);
  }

  @Override
  public Dataset<Row> scored(Dataset<Row> rows) {
    throw new UnsupportedOperationException("the engine alone gives no table");
  }

  private record EngineLoop(
      Broadcast<TrainedNetwork> network, Broadcast<List<float[]>> some, long rows, int batch)
      implements VoidFunction<Integer> {
    @Override
    public void call(Integer task) {
      NetworkSpec spec = network.value().spec();
      FloatBuffer scores = Batch.allocate((long) batch * spec.outputWidth());
      FloatBuffer[] batches = new FloatBuffer[BATCHES];
      for (int i = 0; i < BATCHES; i++) {
        batches[i] = Batch.allocate((long) batch * spec.inputWidth());
        for (int row = 0; row < batch; row++) {
          float[] values = some.value().get((i * batch + row) % some.value().size());
          batches[i].put(row * values.length, values);
        }
      }
      try (Network open = engine(spec).open(spec)) {
        open.setState(TrainingState.initial(network.value().parameters()));
        for (long done = 0; done < rows; done += batch) {
          int now = (int) Math.min(batch, rows - done);
          open.predict(batches[(int) (done / batch % BATCHES)], now, scores);
        }
      }
    }

    private Engine engine(NetworkSpec spec) {
      return Engines.select(Engines.AUTO, Workload.scoring(spec, batch)).engine();
    }
  }
}
