package dev.ferro.spark.internal.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.Wire;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes to tasks, and how results come back. */
class ResultsTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext());
  }

  /** Records which thread decodes it. */
  private static final class Decoded implements Serializable {
    private static final long serialVersionUID = 1L;
    private static volatile Thread by;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      by = Thread.currentThread();
    }
  }

  private static final class Work implements ShardTask {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Object[]> run(int replica, Iterable<RowBlock> blocks) {
      return List.<Object[]>of(new Object[] {Wire.bytes(new Decoded())}).iterator();
    }
  }

  /** An error on Spark's own threads, such as too little memory, would leave the fit waiting. */
  @Test
  void resultsAreDecodedByTheThreadThatFits() {
    RDD<Object[]> rows = spark().parallelize(List.<Object[]>of(new Object[0]), 1).rdd();
    LocalityRDD.TaskShards group = LocalityRDD.TaskShards.of(new LocalityRDD.Shard(0, rows, 0));
    List<Object[]> results = new LocalityRDD(spark().sc(), List.of(group), new Work()).results();
    assertNull(Decoded.by);
    Wire.read((byte[]) results.get(0)[0]);
    assertEquals(Thread.currentThread(), Decoded.by);
  }

  @Test
  void aTaskCarriesNoWeights() {
    NetworkSpec spec = NetworkSpec.of(Loss.CROSS_ENTROPY, 100_000, 8, 2);
    Broadcast<float[]> zeros = spark().broadcast(new float[100_000]);
    Broadcast<byte[][]> state =
        spark().broadcast(StateBytes.of(TrainingState.initial(spec.initialParameters(1))));
    RoundContext context =
        new RoundContext(
            spec, new ScaledStep(OptimizerSpec.of(Rule.ADAMW, 0.1), 32), 1, "auto", true, zeros);
    LocalRound round = new LocalRound(context, state, 1, 1, List.of(new RoundPlan.Part(0, 100)));
    int bytes = Wire.bytes(round).length;
    assertTrue(bytes < 4096, bytes + " bytes");
  }
}
