package dev.ferro.spark.internal.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.ferro.spark.internal.preparation.Blocks;
import dev.ferro.spark.internal.preparation.ReadBlock;
import dev.ferro.spark.internal.preparation.RowSharder;
import dev.ferro.spark.internal.preparation.Scaling;
import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.RowOrder;
import dev.ferro.spark.internal.rows.Seeds;
import dev.ferro.spark.internal.settings.TrainingColumns;
import dev.ferro.spark.internal.settings.TrainingSettings;
import dev.ferro.spark.internal.settings.TrainingSettings.Averaging;
import dev.ferro.spark.internal.settings.TrainingSettings.Checkpointing;
import dev.ferro.spark.internal.settings.TrainingSettings.Data;
import dev.ferro.spark.internal.settings.TrainingSettings.Step;
import dev.ferro.spark.internal.settings.TrainingSettings.Stopping;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainingTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static final OptimizerSpec ADAM = OptimizerSpec.of(Rule.ADAM, 0.01);

  static TrainingSettings settings(int epochs, int replicas) {
    return settings(ADAM, epochs, replicas);
  }

  static TrainingSettings settings(OptimizerSpec optimizer, int epochs, int replicas) {
    return new TrainingSettings(
        new Step(optimizer, 16),
        new Data(false, false, 0),
        5,
        "java",
        Stopping.after(epochs),
        Averaging.of(replicas),
        Checkpointing.NONE);
  }

  @Test
  void oneReplicaIsPlainSingleMachineTraining() {
    Dataset<Row> data =
        TestData.waves(SUITE.spark(), 100).select("features", "label", "weight").coalesce(1);
    NetworkSpec spec = NetworkSpec.of(Loss.SQUARED_ERROR, 3, 8, 1);
    TrainingColumns columns = new TrainingColumns("features", "label", null, null, false);
    TrainingResult result =
        Training.run("fit", data, columns, settings(3, 1), spec, null, statistics -> spec);

    List<ReadBlock> blocks = Blocks.read(0, data.collectAsList().iterator());
    List<RowBlock> sharded =
        RowSharder.shard(
                JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext())
                    .parallelize(blocks.stream().map(ReadBlock::pack).toList(), 1),
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
        RowOrder order =
            new RowOrder(sharded.iterator(), Seeds.random(5, epoch, 0), RowOrder.WINDOW);
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
        assertEquals(loss.mean(), result.course().losses()[epoch - 1]);
      }
      assertArrayEquals(network.state().parameters(), result.network().parameters());
    }
  }
}
