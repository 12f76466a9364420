package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Engines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every param says which values it takes, and refuses every other with the value as it was given.
 */
class ParamValuesTest {
  private static final String POSITIVE = "from 1e-37 to 1e37";
  private static final String ZERO_OR_POSITIVE = "0, or from 1e-37 to 1e37";
  private static final String MOMENTUM = "0, or from 1e-37 to 0.9999999";
  private static final String FRACTION = "0 or more, and less than 1";
  private static final String FINITE = "a finite number, 0 or more";

  /** Values that number params refuse, one beyond each end, by the range that they declare. */
  private static final Map<String, double[]> BEYOND =
      Map.of(
          POSITIVE, new double[] {0, -1e-3, 1e-50, 1e-40, 1e39},
          ZERO_OR_POSITIVE, new double[] {-1e-3, 1e-60, 1e39},
          MOMENTUM, new double[] {-0.1, 1e-60, 0.99999999999, 1, 1e39},
          FRACTION, new double[] {-0.1, 1},
          FINITE, new double[] {-1e-9});

  /** The smallest and largest values that they take. */
  private static final Map<String, double[]> ENDS =
      Map.of(
          POSITIVE, new double[] {1e-37, 1e37},
          ZERO_OR_POSITIVE, new double[] {0, 1e-37, 1e37},
          MOMENTUM, new double[] {0, 1e-37, 0.9999999},
          FRACTION, new double[] {0, Math.nextDown(1.0)},
          FINITE, new double[] {0, Double.MIN_VALUE, Double.MAX_VALUE});

  private final MLPClassifier stage = new MLPClassifier("stage");

  static Stream<String> declared() {
    return new MLPClassifier().declared().all().stream().map(DeclaredParam::name);
  }

  static Stream<String> doubles() {
    return new MLPClassifier()
        .declared().all().stream()
            .filter(param -> param.param() instanceof DoubleParam)
            .map(DeclaredParam::name);
  }

  @ParameterizedTest
  @MethodSource("declared")
  void refusesWhatItDoesNotTake(String name) {
    Param<Object> param = param(name);
    for (Object value : refused(param)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> stage.set(param, value),
                  () -> name + " took " + shown(value))
              .getMessage();
      assertTrue(message.startsWith("[param] expected " + name + " to be "), message);
      assertTrue(message.contains(", got " + shown(value)), message);
      assertTrue(message.endsWith("(stage stage)"), message);
      String allowed = message.substring(message.indexOf("to be ") + 6, message.indexOf(", got "));
      assertTrue(param.doc().contains("(" + allowed + ")"), param.doc() + " | " + message);
    }
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void takesTheEndsOfItsRange(String name) {
    for (double value : ENDS.get(range(name))) {
      stage.set(param(name), value);
      assertEquals(value, stage.getOrDefault(param(name)));
    }
    Solver.of(stage);
  }

  /** What the engines get is never 0, 1 or infinite where the user's number was not. */
  @Test
  void numbersStayWhatTheyAreInFloat32() {
    for (String name : List.of("stepSize", "momentum", "outerMomentum", "regParam")) {
      for (double value : ENDS.get(range(name))) {
        float narrow = (float) value;
        assertEquals(value == 0, narrow == 0, name);
        assertTrue(Float.isFinite(8 * narrow), name);
        assertTrue(value >= 1 || narrow < 1, name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "solver", "handleInvalid"})
  void anUnknownNameListsTheKnown(String name) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> stage.set(param(name), "gpu"))
            .getMessage();
    List<String> known =
        switch (name) {
          case "engine" -> Engines.names();
          case "solver" -> List.of("adamw", "adam", "sgd");
          default -> List.of("error", "skip", "keep");
        };
    for (String each : known) {
      assertTrue(message.contains(each), message);
      stage.set(param(name), each);
    }
  }

  @Test
  void aNumberOfAnotherTypeIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> stage.set(param("seed"), 7))
            .getMessage();
    assertTrue(message.contains("got 7 of type Integer"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"featuresCol", "labelCol", "predictionCol", "probabilityCol", "rawPredictionCol"})
  void sparksOwnColumnsAreNotNull(String name) {
    stage.set(param(name), null);
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", DataTypes.createArrayType(DataTypes.DoubleType));
    String message =
        assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(schema))
            .getMessage();
    assertTrue(message.contains("expected a value for " + name), message);
  }

  private List<Object> refused(Param<?> param) {
    List<Object> values = new ArrayList<>();
    values.add(null);
    values.add(new StringBuilder("of another type"));
    if (param instanceof DoubleParam) {
      values.addAll(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, "0.5"));
      Arrays.stream(BEYOND.get(range(param.name()))).forEach(values::add);
    } else if (param instanceof IntParam) {
      values.addAll(List.of(-1, Integer.MIN_VALUE, 1.5, "1"));
    } else if (param instanceof IntArrayParam) {
      values.addAll(List.of(new int[] {}, new int[] {3}, new int[] {3, 0, 2}, new int[] {3, -1}));
    } else if (param instanceof LongParam) {
      values.addAll(List.of(1.5, "1"));
    } else if (param instanceof BooleanParam) {
      values.addAll(List.of("true", 1));
    } else {
      values.addAll(List.of(" ", "\t\n", 1));
    }
    return values;
  }

  private static String shown(Object value) {
    if (value instanceof int[] widths) {
      return Arrays.toString(widths);
    }
    return value instanceof String ? "'" + value + "'" : String.valueOf(value);
  }

  private Param<Object> param(String name) {
    return stage.getParam(name);
  }

  private String range(String name) {
    return stage.declared().all().stream()
        .filter(param -> param.name().equals(name))
        .findFirst()
        .orElseThrow()
        .allowed();
  }
}
