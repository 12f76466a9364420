package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A training state in the form that travels: parameters, both moments, and figures about them, each
 * as bytes. Serializers copy bytes, but convert floats one by one. The arrays may stay behind. The
 * figures remain true for them.
 */
final class StateBytes {
  static final int PARAMETERS = 0;
  static final int FIRST_MOMENT = 1;
  static final int SECOND_MOMENT = 2;
  private static final int FIGURES = 3;
  private static final int ARRAYS = 3;

  private StateBytes() {}

  static byte[][] of(TrainingState state) {
    return new byte[][] {
      bytes(state.parameters()),
      bytes(state.firstMoment()),
      bytes(state.secondMoment()),
      figures(state),
    };
  }

  private static byte[] figures(TrainingState state) {
    return ByteBuffer.allocate((ARRAYS + 1) * Long.BYTES)
        .putLong(state.parameters().length)
        .putLong(state.firstMoment().length)
        .putLong(state.secondMoment().length)
        .putLong(state.step())
        .array();
  }

  /** The same state without its arrays. */
  static byte[][] withoutArrays(byte[][] packed) {
    return new byte[][] {{}, {}, {}, packed[FIGURES]};
  }

  /** Floats of each array. */
  static long[] sizes(byte[][] packed) {
    ByteBuffer figures = ByteBuffer.wrap(packed[FIGURES]);
    return new long[] {figures.getLong(), figures.getLong(), figures.getLong()};
  }

  static TrainingState state(byte[][] packed) {
    return new TrainingState(
        array(packed, PARAMETERS),
        array(packed, FIRST_MOMENT),
        array(packed, SECOND_MOMENT),
        step(packed));
  }

  static long step(byte[][] packed) {
    return ByteBuffer.wrap(packed[FIGURES]).getLong(ARRAYS * Long.BYTES);
  }

  /** One of the arrays, without a copy. */
  static FloatBuffer floats(byte[][] packed, int array) {
    return ByteBuffer.wrap(packed[array]).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static float[] array(byte[][] packed, int array) {
    FloatBuffer floats = floats(packed, array);
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }
}
