package dev.ferro.spark;

import dev.ferro.engine.Engines;
import dev.ferro.spark.ParamCheck.Condition;
import java.io.Serializable;
import java.math.BigDecimal;
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

/**
 * Creates the params of one stage. Each kind defines its valid values once, for the check and for
 * the doc. A default of null leaves the param unset.
 */
final class ParamKinds {
  /**
   * The engines compute in float32, which ends at 1.2e-38 and 3.4e38. These bounds leave room for
   * the step size to grow with the replicas.
   */
  private static final double SMALLEST = 1e-37;

  private static final double LARGEST = 1e37;
  private static final String POSITIVE = "from 1e-37 to 1e37";

  private final Params owner;
  private final List<DeclaredParam> declared;
  private final boolean isExpert;
  private final boolean isForScoring;

  /**
   * Params for everyday use, in training only.
   *
   * @param owner the stage
   * @param declared the list that each param is added to
   */
  ParamKinds(Params owner, List<DeclaredParam> declared) {
    this(owner, declared, false, false);
  }

  private ParamKinds(
      Params owner, List<DeclaredParam> declared, boolean isExpert, boolean isForScoring) {
    this.owner = owner;
    this.declared = declared;
    this.isExpert = isExpert;
    this.isForScoring = isForScoring;
  }

  /** Params for experts. */
  ParamKinds expert() {
    return new ParamKinds(owner, declared, true, isForScoring);
  }

  /** Params that models use as well. */
  ParamKinds scoring() {
    return new ParamKinds(owner, declared, isExpert, true);
  }

  /** A whole number, no less than the least. */
  IntParam count(String name, String meaning, int least, Integer preset) {
    String allowed = least + " or more";
    IntParam param =
        new IntParam(
            owner,
            name,
            doc(meaning, allowed),
            check(name, allowed, Integer.class, value -> value >= least));
    return declare(param, meaning, allowed, preset);
  }

  /** Any whole number. The default is a hash of the stage's class name, as for Spark's stages. */
  LongParam seed(String name, String meaning) {
    String allowed = "a whole number";
    LongParam param =
        new LongParam(
            owner, name, doc(meaning, allowed), check(name, allowed, Long.class, value -> true));
    long preset = owner.getClass().getName().hashCode();
    return declare(param, meaning, allowed, preset, "a hash of the class name");
  }

  /** Widths of layers. */
  IntArrayParam widths(String name, String meaning) {
    String allowed = "two widths or more, each 1 or more";
    IntArrayParam param =
        new IntArrayParam(
            owner,
            name,
            doc(meaning, allowed),
            check(
                name,
                allowed,
                int[].class,
                widths -> widths.length > 1 && Arrays.stream(widths).allMatch(width -> width > 0)));
    return declare(param, meaning, allowed, null);
  }

  /** Above 0, in float32 as well. */
  DoubleParam positive(String name, String meaning, Double preset) {
    return number(name, meaning, POSITIVE, ParamKinds::isPositive, preset);
  }

  /** 0, or above 0 in float32 as well. */
  DoubleParam zeroOrPositive(String name, String meaning, Double preset) {
    return number(
        name, meaning, "0, or " + POSITIVE, value -> value == 0 || isPositive(value), preset);
  }

  /** In [0, 1), in float32 as well. */
  DoubleParam momentum(String name, String meaning, Double preset) {
    return number(
        name,
        meaning,
        "0, or from 1e-37 to 0.9999999",
        value -> value == 0 || (value >= SMALLEST && value <= 0.9999999),
        preset);
  }

  /** In [0, 1). */
  DoubleParam fraction(String name, String meaning, Double preset) {
    return number(
        name, meaning, "0 or more, and less than 1", value -> value >= 0 && value < 1, preset);
  }

  /** 0 or more, and finite. */
  DoubleParam tolerance(String name, String meaning, Double preset) {
    return number(
        name,
        meaning,
        "a finite number, 0 or more",
        value -> value >= 0 && value < Double.POSITIVE_INFINITY,
        preset);
  }

  /** One of some names. */
  Param<String> choice(String name, String meaning, List<String> choices, String preset) {
    List<String> names = List.copyOf(choices);
    return text(name, meaning, "one of " + String.join(", ", names), names::contains, preset);
  }

  /** The name of an engine. */
  Param<String> engine(String name, String meaning) {
    List<String> names = Engines.names();
    String allowed = "one of " + String.join(", ", names);
    Param<String> param =
        new Param<>(
            owner,
            name,
            doc(meaning, allowed),
            check(name, allowed, String.class, names::contains));
    // The engines and their order differ between platforms. What is generated must not.
    return declare(param, meaning, "auto, fastest or an engine's id", Engines.AUTO, Engines.AUTO);
  }

  /** The name of a column, or nothing. */
  Param<String> column(String name, String meaning) {
    return text(
        name, meaning, "a column's name, or empty for none", ParamKinds::isEmptyOrNamed, null);
  }

  /** A path, or nothing. */
  Param<String> path(String name, String meaning) {
    return text(name, meaning, "a path, or empty for none", ParamKinds::isEmptyOrNamed, null);
  }

  /** True or false. */
  BooleanParam flag(String name, String meaning, Boolean preset) {
    String allowed = "true or false";
    Function1<Object, Object> check = check(name, allowed, Boolean.class, value -> true);
    return declare(new Flag(owner, name, doc(meaning, allowed), check), meaning, allowed, preset);
  }

  private DoubleParam number(
      String name, String meaning, String allowed, Condition<Double> holds, Double preset) {
    DoubleParam param =
        new DoubleParam(
            owner, name, doc(meaning, allowed), check(name, allowed, Double.class, holds));
    return declare(param, meaning, allowed, preset);
  }

  private Param<String> text(
      String name, String meaning, String allowed, Condition<String> holds, String preset) {
    Param<String> param =
        new Param<>(owner, name, doc(meaning, allowed), check(name, allowed, String.class, holds));
    return declare(param, meaning, allowed, preset);
  }

  private <P extends Param<?>> P declare(
      P param, String meaning, String allowed, Serializable preset) {
    return declare(param, meaning, allowed, preset, text(preset));
  }

  private static String text(Serializable preset) {
    if (preset == null) {
      return "";
    }
    return preset instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : preset.toString();
  }

  @SuppressWarnings("unchecked")
  private <P extends Param<?>> P declare(
      P param, String meaning, String allowed, Serializable preset, String presetText) {
    if (preset != null) {
      owner.setDefault((Param<Object>) param, preset);
    }
    declared.add(
        new DeclaredParam(param, meaning, allowed, preset, presetText, isExpert, isForScoring));
    return param;
  }

  private <T, V> ParamCheck<T> check(
      String name, String allowed, Class<V> type, Condition<V> condition) {
    return ParamCheck.of(owner.uid(), name, allowed, type, condition);
  }

  private static String doc(String meaning, String allowed) {
    return meaning + " (" + allowed + ")";
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
