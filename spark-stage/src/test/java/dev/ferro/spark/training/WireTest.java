package dev.ferro.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.TrainingState;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What crosses the network passes every serializer that Spark may be set to. */
class WireTest {
  static List<Serializer> serializers() {
    return List.of(
        new JavaSerializer(new SparkConf()),
        new KryoSerializer(new SparkConf()),
        new KryoSerializer(new SparkConf().set("spark.kryo.registrationRequired", "true")),
        new KryoSerializer(new SparkConf().set("spark.kryo.unsafe", "true")));
  }

  private static <T> T through(Serializer serializer, T value) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    SerializerInstance instance = serializer.newInstance();
    ByteBuffer bytes = instance.serialize(value, tag);
    return instance.deserialize(bytes, tag);
  }

  private static RawBlock block(boolean sparse) {
    var features = sparse ? Vectors.sparse(3, new int[] {2}, new double[] {0.1}) : Vectors.dense(1);
    var rows =
        List.of(
            Blocks.row(features, 1e300, 2),
            Blocks.row(features, 2, 0.5),
            Blocks.row(Vectors.dense(Double.NaN), 2, 0.5));
    return Blocks.read(0, rows.iterator()).get(0);
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void blocks(Serializer serializer) {
    for (boolean sparse : new boolean[] {true, false}) {
      RawBlock raw = block(sparse);
      RawBlock again = RawBlock.unpack(through(serializer, raw.pack()));
      assertEquals(raw.hash(1), again.hash(1));
      assertEquals(raw.detail(1), again.detail(1));
      assertEquals(raw.checksum, again.checksum);
      assertEquals(raw.refusals, again.refusals);
      RowBlock row = Scaling.none(raw.width).scale(raw);
      RowBlock rowAgain = RowBlock.unpack(through(serializer, row.pack()));
      assertArrayEquals(row.labels, rowAgain.labels);
      assertArrayEquals(row.values(), rowAgain.values());
      assertEquals(row.isSparse(), rowAgain.isSparse());
    }
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void results(Serializer serializer) {
    TrainingState state =
        new TrainingState(new float[] {1, 2}, new float[] {3, 4}, new float[0], 7);
    RoundResult result =
        new RoundResult(
            3,
            StateBytes.of(state),
            List.of(new LossSum(1, 2)),
            5,
            "1",
            "host",
            "java",
            "",
            new TaskTimes(1, 2, 3));
    RoundResult again = RoundResult.unpack(through(serializer, result.pack()));
    assertEquals(result.losses(), again.losses());
    assertEquals(result.times(), again.times());
    TrainingState stateAgain = StateBytes.state(again.state());
    assertArrayEquals(state.parameters(), stateAgain.parameters());
    assertArrayEquals(state.firstMoment(), stateAgain.firstMoment());
    assertEquals(7, stateAgain.step());
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void statistics(Serializer serializer) {
    Statistics statistics = Statistics.of(List.of(block(true)).iterator());
    Statistics again = Wire.read(through(serializer, Wire.bytes(statistics)));
    for (int i = 0; i < 3; i++) {
      assertEquals(statistics.features().mean(i), again.features().mean(i));
      assertEquals(
          statistics.features().standardDeviation(i), again.features().standardDeviation(i));
    }
    assertEquals(statistics.label().mean(), again.label().mean());
  }
}
