package dev.ferro.spark.training;

import dev.ferro.engine.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A training state as it travels: parameters, both moments and the step, each as bytes. Serializers
 * copy bytes, but convert floats singly.
 */
final class StateBytes {
  static final int PARAMETERS = 0;
  static final int FIRST_MOMENT = 1;
  static final int SECOND_MOMENT = 2;
  private static final int STEP = 3;

  private StateBytes() {}

  static byte[][] of(TrainingState state) {
    return new byte[][] {
      bytes(state.parameters()),
      bytes(state.firstMoment()),
      bytes(state.secondMoment()),
      ByteBuffer.allocate(Long.BYTES).putLong(state.step()).array(),
    };
  }

  static TrainingState state(byte[][] packed) {
    return new TrainingState(
        array(packed, PARAMETERS),
        array(packed, FIRST_MOMENT),
        array(packed, SECOND_MOMENT),
        step(packed));
  }

  static long step(byte[][] packed) {
    return ByteBuffer.wrap(packed[STEP]).getLong();
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
