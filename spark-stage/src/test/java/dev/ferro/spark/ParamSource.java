package dev.ferro.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.shared.HasWeightCol;

/** The Java methods of the declared params, in the format that the build checks. */
final class ParamSource {
  private static final int COLUMNS = 100;

  /** Params of these types unbox as they are returned. */
  private static final List<String> BOXED = List.of("int", "long", "double", "boolean");

  /** The class of a param by the type of its values. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "int", "IntParam",
          "long", "LongParam",
          "double", "DoubleParam",
          "boolean", "BooleanParam",
          "int[]", "IntArrayParam",
          "String", "Param<String>");

  private ParamSource() {}

  /** One accessor for each param, then one getter for each. */
  static String accessorsAndGetters(List<DeclaredParam> params) {
    return join(params, ParamSource::accessor)
        + "\n"
        + join(
            params.stream().filter(param -> !isSparks("get" + capital(param.name()))).toList(),
            ParamSource::getter);
  }

  /** One setter for each param, which returns the type. */
  static String setters(List<DeclaredParam> params, String type) {
    return join(params, param -> setter(param, type));
  }

  private static String join(List<DeclaredParam> params, Function<DeclaredParam, String> source) {
    return params.stream().map(source).collect(Collectors.joining("\n"));
  }

  private static String accessor(DeclaredParam param) {
    return javadoc(capital(param.shortMeaning()) + preset(param))
        + (isSparks(param.name()) ? "  @Override\n" : "")
        + method(CLASSES.get(param.type()), param.name() + "()", "declared()." + param.name());
  }

  private static String getter(DeclaredParam param) {
    String text =
        "Value of {@link #"
            + param.name()
            + (param.preset() == null ? "}. An error if it is not set." : "}.");
    String cast = BOXED.contains(param.type()) ? "(" + param.type() + ") " : "";
    return javadoc(text)
        + method(
            param.type(),
            "get" + capital(param.name()) + "()",
            cast + "getOrDefault(" + param.name() + "())");
  }

  private static String setter(DeclaredParam param, String type) {
    String value = param.type().equals("int[]") ? "value == null ? null : value.clone()" : "value";
    return javadoc("Sets {@link #" + param.name() + "}. " + meaning(param))
        + method(
            type,
            "set" + capital(param.name()) + "(" + param.type() + " value)",
            "with(" + param.name() + "(), " + value + ")");
  }

  private static String method(String type, String signature, String result) {
    return "  default " + type + " " + signature + " {\n    return " + result + ";\n  }\n";
  }

  /** Meaning, range and default. */
  private static String meaning(DeclaredParam param) {
    return capital(param.meaning()) + ". " + capital(param.allowed()) + preset(param);
  }

  private static String preset(DeclaredParam param) {
    return (param.preset() == null
            ? "; not set by default."
            : "; default " + param.presetText() + ".")
        + (param.isExpert() ? " An expert param." : "");
  }

  private static boolean isSparks(String method) {
    return Arrays.stream(HasWeightCol.class.getMethods())
        .anyMatch(inherited -> inherited.getName().equals(method));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** On one line, or wrapped. */
  private static String javadoc(String text) {
    String line = "  /** " + text + " */";
    if (line.length() <= COLUMNS) {
      return line + "\n";
    }
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder("   *");
    for (String word : words(text)) {
      if (current.length() + 1 + word.length() > COLUMNS) {
        lines.add(current.toString());
        current = new StringBuilder("   *");
      }
      current.append(' ').append(word);
    }
    lines.add(current.toString());
    return "  /**\n" + String.join("\n", lines) + "\n   */\n";
  }

  /** The formatter does not break a tag that has a space in it. */
  private static String[] words(String text) {
    return text.split("(?<!@link) ");
  }
}
