package dev.ferro.spark.internal.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.spark.Serializers;
import dev.ferro.spark.internal.rows.RowBlock;
import dev.ferro.spark.internal.rows.Wire;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses the network passes every serializer that Spark may be set to. */
class WireTest {
  private static ReadBlock block(boolean sparse) {
    var features = sparse ? Vectors.sparse(3, new int[] {2}, new double[] {0.1}) : Vectors.dense(1);
    var rows =
        List.of(
            Blocks.row(features, 1e300, 2),
            Blocks.row(features, 2, 0.5),
            Blocks.row(Vectors.dense(Double.NaN), 2, 0.5));
    return Blocks.read(0, rows.iterator()).get(0);
  }

  @ParameterizedTest
  @MethodSource("dev.ferro.spark.Serializers#all")
  void blocks(Serializer serializer) {
    for (boolean sparse : new boolean[] {true, false}) {
      ReadBlock raw = block(sparse);
      ReadBlock again = ReadBlock.unpack(Serializers.through(serializer, raw.pack()));
      assertEquals(raw.block().hash(1), again.block().hash(1));
      assertEquals(raw.block().detail(1), again.block().detail(1));
      assertEquals(raw.checksum(), again.checksum());
      assertEquals(raw.invalid(), again.invalid());
      RowBlock row = Scaling.none(raw.block().width).scale(raw.block());
      RowBlock rowAgain = RowBlock.unpack(Serializers.through(serializer, row.pack()));
      assertArrayEquals(row.labels, rowAgain.labels);
      assertArrayEquals(row.values(), rowAgain.values());
      assertEquals(row.isSparse(), rowAgain.isSparse());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.ferro.spark.Serializers#all")
  void statistics(Serializer serializer) {
    Statistics statistics = Statistics.of(List.of(block(true)).iterator());
    Statistics again = Wire.read(Serializers.through(serializer, Wire.bytes(statistics)));
    for (int i = 0; i < 3; i++) {
      assertEquals(statistics.features().mean(i), again.features().mean(i));
      assertEquals(
          statistics.features().standardDeviation(i), again.features().standardDeviation(i));
    }
    assertEquals(statistics.label().mean(), again.label().mean());
  }
}
