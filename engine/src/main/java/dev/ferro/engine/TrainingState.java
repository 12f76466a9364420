package dev.ferro.engine;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Everything that training carries from step to step, as plain arrays in {@link NetworkSpec}'s flat
 * layout, so that it can be sent, averaged, stored and compared, and moved between engines. The
 * arrays are not copied: whoever holds the state must not change them.
 *
 * @param parameters {@code [parameterCount]}
 * @param firstMoment momentum's velocity or Adam's m, {@code [parameterCount]}, or empty for zeros
 * @param secondMoment Adam's v, {@code [parameterCount]}, or empty for zeros
 * @param step optimizer steps taken, 0 to {@link #MAX_STEP}
 */
public record TrainingState(
    float[] parameters, float[] firstMoment, float[] secondMoment, long step)
    implements Serializable {

  /** The last step from which training may go on: engines count on from here without overflow. */
  public static final long MAX_STEP = 1L << 62;

  /** Values whose bytes fill an array. */
  private static final int MOST_SENT = Integer.MAX_VALUE / Float.BYTES;

  private static final float[] ZEROS = {};

  /** A state before its first step. */
  public static TrainingState initial(float[] parameters) {
    return new TrainingState(parameters, ZEROS, ZEROS, 0);
  }

  /** How many moments the state holds: 0, 1 (first) or 2 (both). */
  public int moments() {
    return secondMoment.length > 0 ? 2 : firstMoment.length > 0 ? 1 : 0;
  }

  /** What is serialized instead: Java's serialization copies bytes, but converts floats singly. */
  private Object writeReplace() {
    return new Written(bytes(parameters), bytes(firstMoment), bytes(secondMoment), step);
  }

  private static byte[] bytes(float[] values) {
    if (values.length > MOST_SENT) {
      throw new EngineException(
          "[state] expected at most "
              + MOST_SENT
              + " parameters to send or store, got "
              + values.length
              + " (use fewer or narrower layers)");
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private record Written(byte[] parameters, byte[] firstMoment, byte[] secondMoment, long step)
      implements Serializable {
    private Object readResolve() {
      return new TrainingState(floats(parameters), floats(firstMoment), floats(secondMoment), step);
    }
  }
}
