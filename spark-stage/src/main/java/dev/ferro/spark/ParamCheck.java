package dev.ferro.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Predicate;
import scala.runtime.AbstractFunction1;

/**
 * The validator of one param. Spark's own message only says that a value is invalid. This one
 * throws an error that names the allowed values.
 *
 * @param <T> type of the param's values, as Spark declares it
 */
final class ParamCheck<T> extends AbstractFunction1<T, Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A serializable condition, because it travels with its stage. */
  interface Condition<V> extends Predicate<V>, Serializable {}

  private final String uid;
  private final String name;
  private final String allowed;
  private final Class<?> type;
  private final Condition<Object> condition;

  private ParamCheck(
      String uid, String name, String allowed, Class<?> type, Condition<Object> condition) {
    this.uid = uid;
    this.name = name;
    this.allowed = allowed;
    this.type = type;
    this.condition = condition;
  }

  /**
   * A check.
   *
   * @param uid of the stage
   * @param name of the param
   * @param allowed the allowed values, in words that follow "expected NAME to be"
   * @param type of its values
   * @param condition the condition for valid values
   */
  static <T, V> ParamCheck<T> of(
      String uid, String name, String allowed, Class<V> type, Condition<V> condition) {
    return new ParamCheck<>(uid, name, allowed, type, value -> condition.test(type.cast(value)));
  }

  /**
   * Always true, because an invalid value throws.
   *
   * @throws IllegalArgumentException for an invalid value
   */
  @Override
  public Object apply(T value) {
    if (!type.isInstance(value) || !condition.test(value)) {
      throw new IllegalArgumentException(
          "[param] expected "
              + name
              + " to be "
              + allowed
              + ", got "
              + shown(value)
              + " (stage "
              + uid
              + ")");
    }
    return true;
  }

  /** The value as it was given, with its type if the type is wrong. */
  private String shown(Object value) {
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    String text = value instanceof String name ? "'" + name + "'" : String.valueOf(value);
    return value == null || type.isInstance(value)
        ? text
        : text + " of type " + value.getClass().getSimpleName();
  }
}
