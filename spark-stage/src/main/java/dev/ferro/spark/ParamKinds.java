package dev.ferro.spark;

import dev.ferro.spark.ParamCheck.Condition;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import scala.Function1;

/** Makes one stage's params: each kind says once what it takes, in its check and in its doc. */
final class ParamKinds {
  /**
   * The engines compute in float32, which ends at 1.2e-38 and 3.4e38. These bounds leave room for
   * the step size to grow with the workers.
   */
  private static final double SMALLEST = 1e-37;

  private static final double LARGEST = 1e37;
  private static final String POSITIVE = "from 1e-37 to 1e37";

  private final Params owner;

  ParamKinds(Params owner) {
    this.owner = owner;
  }

  /** A whole number, no less than the least. */
  IntParam count(String name, String what, int least) {
    String allowed = least + " or more";
    return new IntParam(
        owner,
        name,
        doc(what, allowed),
        check(name, allowed, Integer.class, value -> value >= least));
  }

  /** Any whole number. */
  LongParam whole(String name, String what) {
    String allowed = "a whole number";
    return new LongParam(
        owner, name, doc(what, allowed), check(name, allowed, Long.class, value -> true));
  }

  /** Widths of layers. */
  IntArrayParam widths(String name, String what) {
    String allowed = "two widths or more, each 1 or more";
    return new IntArrayParam(
        owner,
        name,
        doc(what, allowed),
        check(
            name,
            allowed,
            int[].class,
            widths -> widths.length > 1 && Arrays.stream(widths).allMatch(width -> width > 0)));
  }

  /** Above 0, in float32 as well. */
  DoubleParam positive(String name, String what) {
    return number(name, what, POSITIVE, ParamKinds::isPositive);
  }

  /** 0, or above 0 in float32 as well. */
  DoubleParam zeroOrPositive(String name, String what) {
    return number(name, what, "0, or " + POSITIVE, value -> value == 0 || isPositive(value));
  }

  /** In [0, 1), in float32 as well. */
  DoubleParam momentum(String name, String what) {
    return number(
        name,
        what,
        "0, or from 1e-37 to 0.9999999",
        value -> value == 0 || (value >= SMALLEST && value <= 0.9999999));
  }

  /** In [0, 1). */
  DoubleParam fraction(String name, String what) {
    return number(name, what, "0 or more, and less than 1", value -> value >= 0 && value < 1);
  }

  /** 0 or more, and finite. */
  DoubleParam tolerance(String name, String what) {
    return number(
        name,
        what,
        "a finite number, 0 or more",
        value -> value >= 0 && value < Double.POSITIVE_INFINITY);
  }

  /** One of some names. */
  Param<String> choice(String name, String what, List<String> choices) {
    List<String> names = List.copyOf(choices);
    return text(name, what, "one of " + String.join(", ", names), names::contains);
  }

  /** The name of a column, or nothing. */
  Param<String> column(String name, String what) {
    return text(name, what, "a column's name, or empty for none", ParamKinds::isEmptyOrNamed);
  }

  /** A path, or nothing. */
  Param<String> path(String name, String what) {
    return text(name, what, "a path, or empty for none", ParamKinds::isEmptyOrNamed);
  }

  /** Yes or no. */
  BooleanParam flag(String name, String what) {
    String allowed = "true or false";
    Function1<Object, Object> check = check(name, allowed, Boolean.class, value -> true);
    return new Flag(owner, name, doc(what, allowed), check);
  }

  private DoubleParam number(String name, String what, String allowed, Condition<Double> holds) {
    return new DoubleParam(
        owner, name, doc(what, allowed), check(name, allowed, Double.class, holds));
  }

  private Param<String> text(String name, String what, String allowed, Condition<String> holds) {
    return new Param<>(owner, name, doc(what, allowed), check(name, allowed, String.class, holds));
  }

  private <T, V> ParamCheck<T> check(
      String name, String allowed, Class<V> type, Condition<V> condition) {
    return ParamCheck.of(owner.uid(), name, allowed, type, condition);
  }

  private static String doc(String what, String allowed) {
    return what + " (" + allowed + ")";
  }

  private static boolean isPositive(double value) {
    return value >= SMALLEST && value <= LARGEST;
  }

  private static boolean isEmptyOrNamed(String text) {
    return text.isEmpty() || !text.isBlank();
  }

  /** Spark's BooleanParam takes no validator, which lets null through. */
  private static final class Flag extends BooleanParam {
    private static final long serialVersionUID = 1L;
    private final Function1<Object, Object> check;

    Flag(Params owner, String name, String doc, Function1<Object, Object> check) {
      super(owner, name, doc);
      this.check = check;
    }

    @Override
    public Function1<Object, Object> isValid() {
      return check;
    }
  }
}
