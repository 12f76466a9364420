package dev.ferro.spark.internal.rounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.internal.preparation.Blocks;
import dev.ferro.spark.internal.preparation.FirstPass;
import dev.ferro.spark.internal.preparation.ReadBlock;
import dev.ferro.spark.internal.preparation.RowSharder;
import dev.ferro.spark.internal.preparation.Scaling;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedRoundTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final NetworkSpec SPEC = NetworkSpec.of(Loss.SQUARED_ERROR, 1, 60, 60, 1);

  private static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext());
  }

  /** The state after a round, whose arrays come at once or in slices. */
  private static TrainingState trained(Rule rule, int replicas, long perJob) {
    List<ReadBlock> blocks = List.of(Blocks.numbered(0, 20), Blocks.numbered(20, 40));
    FirstPass read = Blocks.read(List.of(blocks), true);
    RoundContext context =
        new RoundContext(
            SPEC, new ScaledStep(OptimizerSpec.of(rule, 0.01), 4), 1, "java", false, null);
    Broadcast<byte[][]> shared =
        spark().broadcast(StateBytes.of(TrainingState.initial(SPEC.initialParameters(1))));
    var packed =
        spark().parallelize(new ArrayList<>(blocks.stream().map(ReadBlock::pack).toList()), 1);
    var shard = RowSharder.shard(packed, replicas, 1, Scaling.none(1), read);
    try (ShardedRows sharded = ShardedRows.cache(spark(), shard, replicas)) {
      RoundPlan plan = RoundPlan.of(sharded.rows(), 4, 0);
      LocalRound work = new LocalRound(context, shared, 1, 1, plan.parts(0));
      RoundScheduler scheduler =
          new RoundScheduler(spark().sc(), sharded, context.stateBytes(), new SliceSize(perJob));
      try (TrainedRound round = scheduler.train(work)) {
        assertEquals(replicas, round.results().size());
        return round.average();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ADAM, 1", "ADAM, 3", "ADAM, 50", "SGD, 3", "MOMENTUM, 2"})
  void slicesGiveTheSameBits(Rule rule, int replicas) {
    TrainingState whole = trained(rule, replicas, 1L << 40);
    for (int perJob : new int[] {1, 5000 * replicas, 8192 * replicas}) {
      TrainingState sliced = trained(rule, replicas, perJob);
      assertArrayEquals(whole.parameters(), sliced.parameters());
      assertArrayEquals(whole.firstMoment(), sliced.firstMoment());
      assertArrayEquals(whole.secondMoment(), sliced.secondMoment());
      assertEquals(whole.step(), sliced.step());
    }
  }

  @Test
  void whatAJobBringsIsBounded() {
    LocalityRDD.Shard share = new LocalityRDD.Shard(0, null, 0);
    LocalityRDD.TaskShards three = new LocalityRDD.TaskShards(List.of(share, share, share), null);
    assertEquals((16 << 20) / 3, new SliceSize(1L << 40).of(List.of(three, three)));
    assertEquals(1_000_000 / 6, new SliceSize(1_000_000).of(List.of(three, three)));
    assertEquals(4096, new SliceSize(1).of(List.of(three)));
  }

  @Test
  void nothingStaysCached() {
    int before = SUITE.spark().sparkContext().getPersistentRDDs().size();
    trained(Rule.ADAM, 2, 1);
    assertTrue(SUITE.spark().sparkContext().getPersistentRDDs().size() <= before);
  }
}
