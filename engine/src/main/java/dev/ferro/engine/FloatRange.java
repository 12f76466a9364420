package dev.ferro.engine;

import java.util.function.DoublePredicate;

/**
 * The values that a setting may have, and those that float32 can hold. A value is checked in
 * double, before it is narrowed.
 *
 * @param operation the operation that has the setting, for messages
 * @param name of the setting
 * @param range the valid values, in words
 * @param holds tests for that range
 */
record FloatRange(String operation, String name, String range, DoublePredicate holds) {
  /**
   * The value in float32.
   *
   * @throws IllegalArgumentException for a value that is invalid or that float32 cannot hold
   */
  float narrowed(double value) {
    String lost = holds.test(value) ? lost(value) : "";
    if (lost != null) {
      throw new IllegalArgumentException(
          "[" + operation + "] expected " + name + " " + range + ", got " + value + lost);
    }
    return (float) value;
  }

  /** Describes what float32 would turn a value into, or null if float32 can hold it. */
  private String lost(double value) {
    float narrow = (float) value;
    if (!holds.test(narrow) || narrow == 0 && value != 0) {
      return ", which is " + (narrow == 0 ? "0" : narrow) + " in float32";
    }
    if (narrow != 0 && Math.abs(narrow) < Float.MIN_NORMAL) {
      return ", which is below " + Float.MIN_NORMAL + ", what fast engines count as 0";
    }
    return null;
  }
}
