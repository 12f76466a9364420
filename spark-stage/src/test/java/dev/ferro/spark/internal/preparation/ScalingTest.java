package dev.ferro.spark.internal.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.RowScorer;
import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.TestData;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.rows.RowBlock;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScalingTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @Test
  void scalingFoldsIntoTheSameFunction() {
    List<ReadBlock> blocks =
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
    RowBlock onScaled = scaling.scale(blocks.get(0).block());
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
}
