package dev.ferro.engine;

import java.util.function.DoublePredicate;

/**
 * A number that a loss takes, such as Huber's delta or a quantile.
 *
 * @param name as users know it, {@code delta}
 * @param range the values that make sense, for messages: {@code above 0}
 * @param holds tests for that range
 * @param usual the value where none is given
 */
public record LossParameter(String name, String range, DoublePredicate holds, float usual) {
  /**
   * The value in float32.
   *
   * @throws IllegalArgumentException for a value out of range or that float32 cannot hold; the
   *     message shows it as given
   */
  public float narrowed(double value) {
    return new FloatRange("spec", name, range, holds).narrowed(value);
  }
}
