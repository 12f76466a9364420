package dev.ferro.engine;

import java.util.function.DoublePredicate;

/**
 * Which values of a setting make sense, and which of them float32 can hold. Values are judged as
 * they are given, in double, before they are narrowed.
 *
 * @param operation whose setting it is, for messages
 * @param name of the setting
 * @param range the values that make sense, in words
 * @param holds tests for that range
 */
record FloatRange(String operation, String name, String range, DoublePredicate holds) {
  /**
   * The value in float32.
   *
   * @throws IllegalArgumentException for a value that makes no sense or that float32 cannot hold
   */
  float narrowed(double value) {
    String lost = holds.test(value) ? lost(value) : "";
    if (lost != null) {
      throw new IllegalArgumentException(
          "[" + operation + "] expected " + name + " " + range + ", got " + value + lost);
    }
    return (float) value;
  }

  /** What float32 makes of a value that it cannot hold; null where it can. */
  private String lost(double value) {
    float narrow = (float) value;
    if (!holds.test(narrow) || narrow == 0 && value != 0) {
      return ", which is " + (narrow == 0 ? "0" : narrow) + " in float32";
    }
    if (narrow != 0 && narrow < Float.MIN_NORMAL) {
      return ", which is below " + Float.MIN_NORMAL + ", what fast engines count as 0";
    }
    return null;
  }
}
