package dev.ferro.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Loss;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.engine.RowScorer;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.java.JavaEngine;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.TestData;
import dev.ferro.spark.scoring.TrainedNetwork;
import dev.ferro.spark.training.RoundPlan.Part;
import dev.ferro.spark.training.TrainingSettings.Averaging;
import dev.ferro.spark.training.TrainingSettings.Checkpointing;
import dev.ferro.spark.training.TrainingSettings.Stopping;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainingTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  /** So wide that a few rows are much work. */
  private static final NetworkSpec WIDE = NetworkSpec.of(Loss.SQUARED_ERROR, 10_000, 10_000);

  private static final OptimizerSpec ADAM = OptimizerSpec.of(Rule.ADAM, 0.01);

  static TrainingSettings settings(int epochs, int workers) {
    return settings(ADAM, epochs, workers);
  }

  private static TrainingSettings settings(OptimizerSpec optimizer, int epochs, int workers) {
    return new TrainingSettings(
        optimizer,
        epochs,
        16,
        false,
        5,
        "java",
        false,
        Stopping.NEVER,
        Averaging.of(workers),
        Checkpointing.NONE);
  }

  @Test
  void oneWorkerIsPlainSingleMachineTraining() {
    Dataset<Row> data =
        TestData.waves(SUITE.spark(), 100).select("features", "label", "weight").coalesce(1);
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 8, 1);
    TrainingColumns columns = new TrainingColumns("features", "label", null, null, false);
    TrainingResult result =
        Training.run("fit", data, columns, settings(3, 1), spec, null, statistics -> spec);

    List<RawBlock> blocks = Blocks.read(0, data.collectAsList().iterator());
    List<RowBlock> dealt =
        Dealer.deal(
                JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext())
                    .parallelize(blocks.stream().map(RawBlock::pack).toList(), 1),
                1,
                5,
                Scaling.none(3),
                Blocks.read(List.of(blocks), false))
            .collect()
            .stream()
            .map(RowBlock::unpack)
            .toList();
    try (Network network = new JavaEngine().open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(5)));
      for (int epoch = 1; epoch <= 3; epoch++) {
        RowOrder order = new RowOrder(dealt.iterator(), Seeds.random(5, epoch, 0), RowOrder.WINDOW);
        Batch batch = Batch.of(spec, 100);
        float[] features = new float[3];
        for (int row = 0; row < 100; row++) {
          assertTrue(order.next());
          order.block().copyRow(order.row(), new float[3], features);
          batch.features().put(row * 3, features);
          batch.targets().put(row, order.block().labels[order.row()]);
        }
        batch.setRows(100);
        LossSum loss = network.train(batch, 16, ADAM);
        assertEquals(loss.mean(), result.losses()[epoch - 1]);
      }
      assertArrayEquals(network.state().parameters(), result.network().parameters());
    }
  }

  @Test
  void averageWeighsByRows() {
    TrainingState a = new TrainingState(new float[] {1}, new float[] {2}, new float[] {3}, 10);
    TrainingState b = new TrainingState(new float[] {5}, new float[] {6}, new float[] {7}, 12);
    TrainingState mean = Average.of(List.of(result(a, 3), result(null, 0), result(b, 1)));
    assertEquals(2, mean.parameters()[0]);
    assertEquals(3, mean.firstMoment()[0]);
    assertEquals(4, mean.secondMoment()[0]);
    assertEquals(12, mean.step());
  }

  private static RoundResult result(TrainingState state, long rows) {
    return new RoundResult(
        0,
        state == null ? null : StateBytes.of(state),
        List.of(LossSum.ZERO),
        rows,
        "1",
        "host",
        "java",
        "",
        new TaskTimes(1, 1, 0));
  }

  @Test
  void scalingFoldsIntoTheSameFunction() {
    List<RawBlock> blocks =
        Blocks.read(
            0,
            TestData.waves(SUITE.spark(), 50)
                .select("features", "label", "weight")
                .collectAsList()
                .iterator());
    Statistics statistics = Statistics.of(blocks.iterator());
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 8, 1);
    Scaling scaling = Scaling.of(statistics, Loss.SQUARED_ERROR);
    float[] parameters = spec.initialParameters(1);
    TrainedNetwork folded = scaling.fold(spec, parameters);
    assertTrue(folded.standardization().isNone());
    RowBlock onUnscaled = Blocks.unscaled(blocks).get(0);
    RowBlock onScaled = scaling.scale(blocks.get(0));
    float[] row = new float[3];
    for (int i = 0; i < 50; i++) {
      onUnscaled.copyRow(i, row, row);
      double got = folded.rawScores(row)[0];
      onScaled.copyRow(i, row, row);
      float expected = new RowScorer(spec, parameters).score(row)[0];
      assertEquals(expected, scaling.scaleLabel(got), 1e-3);
    }
  }

  @Test
  void scalingUnfoldsWhatItFolded() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(Blocks.row(Vectors.dense(i, 7, 100 - 3 * i), 10 * i, 1));
    }
    Statistics statistics = Statistics.of(Blocks.read(0, rows.iterator()).iterator());
    Scaling scaling = Scaling.of(statistics, Loss.SQUARED_ERROR);
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 8, 1);
    float[] parameters = spec.initialParameters(1);
    TrainedNetwork network = new TrainedNetwork(spec, parameters);
    TrainedNetwork again = scaling.fold(spec, scaling.unfold(network));
    float[] row = {3, 7, 91};
    assertEquals(network.rawScores(row)[0], again.rawScores(row)[0], 1e-4);
  }

  @Test
  void noMoreWorkersThanTakeUsefulSteps() {
    assertEquals(1, chosen(0, WIDE, 100, 8, 1));
    assertEquals(3, chosen(0, WIDE, 3 * 64 * 16, 8, 4));
    assertEquals(8, chosen(0, WIDE, 8 * 64 * 16, 8, 4));
    assertEquals(8, chosen(0, WIDE, 1L << 40, 8, 1));
    assertEquals(24, chosen(0, WIDE, 1L << 40, 8, 4));
    assertEquals(1, chosen(1, WIDE, 1L << 40, 8, 4));
  }

  @Test
  void noMoreWorkersThanARoundKeepsBusy() {
    NetworkSpec narrow = NetworkSpec.of(Loss.SQUARED_ERROR, 100, 100);
    long rows = (long) (3e10 / (2 * 2 * 100 * 100)) + 1;
    assertEquals(3, chosen(0, narrow, rows, 8, 4));
    assertEquals(8, chosen(8, narrow, rows, 8, 4));
    assertEquals(
        rows + " rows give no more than 3 of 8 slots a tenth of a second's work each epoch",
        Workers.choose(settings(1, 0), narrow, rows, 8, 4).reason());
  }

  private static int chosen(int numWorkers, NetworkSpec spec, long rows, int slots, int executors) {
    return Workers.choose(settings(1, numWorkers), spec, rows, slots, executors).count();
  }

  @Test
  void onlyAdamsStepsGrowWithTheWorkers() {
    TrainingSettings adam = settings(1, 0);
    assertEquals(1, new Workers(1, "").stepScale(adam));
    assertEquals(8, new Workers(16, "").stepScale(adam));
    assertEquals(8, new Workers(100, "").stepScale(adam));
    TrainingSettings sgd = settings(OptimizerSpec.of(Rule.SGD, 0.1), 1, 0);
    assertEquals(1, new Workers(16, "").stepScale(sgd));
  }

  @Test
  void outerStepIsNesterovMomentum() {
    TrainingState zero = TrainingState.initial(new float[] {0});
    OuterStep outer = new OuterStep(0.5, new float[0]);
    TrainingState first = outer.take(zero, TrainingState.initial(new float[] {1}));
    assertEquals(1.5f, first.parameters()[0]);
    TrainingState second = outer.take(first, TrainingState.initial(new float[] {2.5f}));
    assertEquals(1.5f + 1 + 0.5f * 1.5f, second.parameters()[0]);
    TrainingState average = TrainingState.initial(new float[] {3});
    assertSame(average, new OuterStep(0, new float[0]).take(zero, average));
  }

  @Test
  void roundsShareAnEpochsStepsAmongThem() {
    RoundPlan plan = RoundPlan.of(List.of(100L, 70L, 0L), 16, 3);
    assertEquals(3, plan.rounds());
    assertEquals(
        List.of(
            List.of(new Part(0, 48), new Part(0, 48), new Part(0, 0)),
            List.of(new Part(48, 48), new Part(48, 22), new Part(0, 0)),
            List.of(new Part(96, 4), new Part(70, 0), new Part(0, 0))),
        List.of(plan.parts(0), plan.parts(1), plan.parts(2)));
    assertEquals(1, RoundPlan.of(List.of(100L), 16, 0).rounds());
    assertEquals(1, RoundPlan.of(List.of(100L), 16, 1000).rounds());
  }
}
