package dev.ferro.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Loss;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.java.JavaEngine;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainingTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final OptimizerSpec ADAM = OptimizerSpec.of(Rule.ADAM, 0.01);

  private static TrainingSettings settings(int epochs, boolean standardization) {
    return new TrainingSettings(ADAM, epochs, 16, standardization, 5, "java", 1, false);
  }

  @Test
  void oneWorkerIsPlainSingleMachineTraining() {
    Dataset<Row> data =
        TestData.waves(SUITE.spark(), 100).select("features", "label", "weight").coalesce(1);
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 8, 1);
    TrainingColumns columns = new TrainingColumns("features", "label", null, false);
    TrainingResult result = Training.run(data, columns, settings(3, false), statistics -> spec);

    JavaRDD<RowBlock> blocks =
        JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext())
            .parallelize(Blocks.read(0, data.collectAsList().iterator()), 1);
    List<RowBlock> dealt = Dealer.deal(blocks, 1, 5).collect();
    try (Network network = new JavaEngine().open(spec)) {
      network.setState(TrainingState.initial(spec.initialParameters(5)));
      for (int epoch = 1; epoch <= 3; epoch++) {
        RowOrder order = new RowOrder(dealt, Seeds.random(5, epoch, 0));
        Batch batch = Batch.of(spec, 100);
        float[] features = new float[3];
        for (int row = 0; row < 100; row++) {
          order.block(row).copyRow(order.row(row), features);
          batch.features().put(row * 3, features);
          batch.targets().put(row, (float) order.block(row).labels[order.row(row)]);
        }
        batch.setRows(100);
        LossSum loss = network.train(batch, 16, ADAM);
        assertEquals(loss.mean(), result.losses()[epoch - 1]);
      }
      assertArrayEquals(network.state().parameters(), result.parameters());
    }
  }

  @Test
  void rowsAreDealtEvenlyAndOnceWhateverTheirBlocks() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext());
    List<RowBlock> blocks = new ArrayList<>();
    for (int from = 0; from < 1000; from += 7) {
      blocks.add(Blocks.numbered(from, Math.min(from + 7, 1000)));
    }
    List<List<RowBlock>> workers = Dealer.deal(spark.parallelize(blocks, 4), 3, 1).glom().collect();
    assertEquals(3, workers.size());
    double[] all =
        workers.stream()
            .flatMap(List::stream)
            .flatMapToDouble(block -> Arrays.stream(block.labels))
            .sorted()
            .toArray();
    assertEquals(1000, all.length);
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, all[i]);
    }
    for (List<RowBlock> worker : workers) {
      int rows = worker.stream().mapToInt(block -> block.rows).sum();
      assertTrue(rows >= 1000 / 3 - 4 && rows <= 1000 / 3 + 5, rows + " rows");
    }
    String once = contents(workers);
    assertEquals(once, contents(Dealer.deal(spark.parallelize(blocks, 4), 3, 1).glom().collect()));
    assertNotEquals(
        once, contents(Dealer.deal(spark.parallelize(blocks, 4), 3, 2).glom().collect()));
  }

  private static String contents(List<List<RowBlock>> workers) {
    StringBuilder text = new StringBuilder();
    for (List<RowBlock> worker : workers) {
      worker.forEach(block -> text.append(Arrays.toString(block.labels)));
      text.append('\n');
    }
    return text.toString();
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
    return new RoundResult(state, LossSum.ZERO, rows, "1", "host", "java", "", 1);
  }

  @Test
  void scalingFoldsIntoTheSameFunction() {
    Statistics statistics = new Statistics();
    List<RowBlock> blocks =
        Blocks.read(
            0,
            TestData.waves(SUITE.spark(), 50)
                .select("features", "label", "weight")
                .collectAsList()
                .iterator());
    statistics.add(Statistics.of(blocks.iterator()));
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 8, 1);
    Scaling scaling = Scaling.of(statistics, Loss.SQUARED_ERROR);
    float[] parameters = spec.initialParameters(1);
    float[] folded = scaling.fold(spec, parameters);
    float[] row = new float[3];
    for (int i = 0; i < 50; i++) {
      blocks.get(0).copyRow(i, row);
      float onUnscaled = new dev.ferro.engine.RowScorer(spec, folded).score(row)[0];
      scaling.scale(row);
      float onScaled = new dev.ferro.engine.RowScorer(spec, parameters).score(row)[0];
      assertEquals(onScaled, scaling.scale((double) onUnscaled), 1e-3);
    }
  }

  @Test
  void noMoreWorkersThanTakeUsefulSteps() {
    TrainingSettings byData = new TrainingSettings(ADAM, 1, 128, true, 1, "java", 0, false);
    assertEquals(1, Workers.choose(byData, 100, 8).count());
    assertEquals(3, Workers.choose(byData, 3 * 64 * 128, 8).count());
    assertEquals(8, Workers.choose(byData, 1L << 40, 8).count());
    assertEquals(1, Workers.choose(settings(1, true), 1L << 40, 8).count());
  }
}
