package dev.ferro.engine;

import java.util.function.DoublePredicate;

/**
 * A number that a loss takes, such as Huber's delta or a quantile.
 *
 * @param name the name that users know, such as {@code delta}
 * @param range the valid values, for messages: {@code above 0}
 * @param holds tests for that range
 * @param usual the default value
 */
public record LossParameter(String name, String range, DoublePredicate holds, float usual) {
  /**
   * The value in float32.
   *
   * @throws IllegalArgumentException for a value that is out of range or that float32 cannot hold.
   *     The message shows it as given
   */
  public float narrowed(double value) {
    return new FloatRange("spec", name, range, holds).narrowed(value);
  }
}
