package dev.ferro.engine;

/**
 * Everything that training carries from step to step, as plain arrays in {@link NetworkSpec}'s flat
 * layout. So a state can be sent, averaged, stored, compared and moved between engines. The arrays
 * are not copied, so do not change them.
 *
 * @param parameters {@code [parameterCount]}
 * @param firstMoment momentum's velocity or Adam's m, {@code [parameterCount]}, or empty for zeros
 * @param secondMoment Adam's v, {@code [parameterCount]}, or empty for zeros
 * @param step optimizer steps taken, 0 to {@link #MAX_STEP}
 */
public record TrainingState(
    float[] parameters, float[] firstMoment, float[] secondMoment, long step) {

  /**
   * The last step from which training may continue. Engines count on from here without overflow.
   */
  public static final long MAX_STEP = 1L << 62;

  private static final float[] ZEROS = {};

  /** A state before its first step. */
  public static TrainingState initial(float[] parameters) {
    return new TrainingState(parameters, ZEROS, ZEROS, 0);
  }

  /** How many moments the state holds: 0, 1 (first) or 2 (both). */
  public int moments() {
    return secondMoment.length > 0 ? 2 : firstMoment.length > 0 ? 1 : 0;
  }
}
