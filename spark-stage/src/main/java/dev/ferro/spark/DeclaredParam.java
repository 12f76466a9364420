package dev.ferro.spark;

import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/**
 * Everything about one param. Accessors, Javadoc and the tables of the documentation are generated
 * from it.
 *
 * @param param Spark's param, which belongs to one stage
 * @param meaning what the param does, without its range and default
 * @param allowed the values it takes, in words
 * @param preset its default, or null if it has none
 * @param presetText the default in words, or empty if there is none
 * @param isExpert whether it is in Spark's group {@code expertParam}: most users need not set it
 * @param isForScoring whether a model uses it too
 */
public record DeclaredParam(
    Param<?> param,
    String meaning,
    String allowed,
    Serializable preset,
    String presetText,
    boolean isExpert,
    boolean isForScoring)
    implements Serializable {

  /** The param's name. */
  public String name() {
    return param.name();
  }

  /** The Java type of its values, such as {@code int} or {@code String}. */
  public String type() {
    if (param instanceof IntParam) {
      return "int";
    }
    if (param instanceof LongParam) {
      return "long";
    }
    if (param instanceof DoubleParam) {
      return "double";
    }
    if (param instanceof BooleanParam) {
      return "boolean";
    }
    return param instanceof IntArrayParam ? "int[]" : "String";
  }

  /** The meaning without its details, which follow a colon, a semicolon or a full stop. */
  public String shortMeaning() {
    return meaning.split("[;:.] ")[0];
  }
}
