package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.engine.Engines;
import java.lang.reflect.Field;
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
  /** Values that the number params refuse, one beyond each end. */
  private static final Map<String, double[]> BEYOND =
      Map.of(
          "stepSize", new double[] {0, -1e-3, 1e-50, 1e-40, 1e39},
          "momentum", new double[] {-0.1, 1e-60, 0.99999999999, 1, 1e39},
          "outerMomentum", new double[] {-0.1, 1e-60, 0.99999999999, 1, 1e39},
          "regParam", new double[] {-1e-3, 1e-60, 1e39},
          "validationFraction", new double[] {-0.1, 1},
          "tol", new double[] {-1e-9});

  /** The smallest and largest values that they take. */
  private static final Map<String, double[]> ENDS =
      Map.of(
          "stepSize", new double[] {1e-37, 1e37},
          "momentum", new double[] {0, 1e-37, 0.9999999},
          "outerMomentum", new double[] {0, 1e-37, 0.9999999},
          "regParam", new double[] {0, 1e-37, 1e37},
          "validationFraction", new double[] {0, Math.nextDown(1.0)},
          "tol", new double[] {0, Double.MIN_VALUE, Double.MAX_VALUE});

  private final MLPClassifier stage = new MLPClassifier("stage");

  static Stream<String> declared() {
    return Arrays.stream(DeclaredParams.class.getDeclaredFields())
        .filter(field -> Param.class.isAssignableFrom(field.getType()))
        .map(Field::getName);
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
  @ValueSource(
      strings = {"stepSize", "momentum", "outerMomentum", "regParam", "validationFraction", "tol"})
  void takesTheEndsOfItsRange(String name) {
    for (double value : ENDS.get(name)) {
      stage.set(param(name), value);
      assertEquals(value, stage.getOrDefault(param(name)));
    }
    Solver.of(stage);
  }

  /** What the engines get is never 0, 1 or infinite where the user's number was not. */
  @Test
  void numbersStayWhatTheyAreInFloat32() {
    for (String name : List.of("stepSize", "momentum", "outerMomentum", "regParam")) {
      for (double value : ENDS.get(name)) {
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

  private static List<Object> refused(Param<?> param) {
    List<Object> values = new ArrayList<>();
    values.add(null);
    values.add(new StringBuilder("of another type"));
    if (param instanceof DoubleParam) {
      values.addAll(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, "0.5"));
      Arrays.stream(BEYOND.get(param.name())).forEach(values::add);
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
}
