package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Python can call every public method of the stages, and of all that they hand out. */
class Py4jReachTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  @Test
  void everyPublicMethodIsFound() {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Class<?> type : handedOut()) {
      List<String> methods = Py4jReach.missing(type);
      if (!methods.isEmpty()) {
        missing.put(type.getName(), methods);
      }
    }
    assertEquals(Map.of(), missing);
  }

  @Test
  void theRuleIsPy4js() {
    assertEquals(List.of(Hidden.class.getName() + ".hidden"), Py4jReach.missing(Unnamed.class));
    assertEquals(List.of(), Py4jReach.missing(Named.class));
  }

  interface Hidden {
    default void hidden() {}
  }

  interface Seen extends Hidden {}

  static class Unnamed implements Seen {}

  static class Named implements Seen, Hidden {}

  /** The classes of stages, of what they make when they run, and of all that those return. */
  private static Set<Class<?>> handedOut() {
    Dataset<Row> data = TestData.rings(SUITE.spark(), 60);
    MLPClassifier classifier = new MLPClassifier().setEngine("java").setMaxIter(1);
    MLPRegressor regressor = new MLPRegressor().setEngine("java").setMaxIter(1);
    MLPClassificationModel classes = classifier.fit(data);
    MLPRegressionModel numbers = regressor.fit(data);
    Deque<Class<?>> left = new ArrayDeque<>();
    for (Object made :
        List.of(
            classifier,
            regressor,
            classes,
            numbers,
            classifier.write(),
            regressor.write(),
            classes.write(),
            numbers.write(),
            MLPClassifier.read(),
            MLPRegressor.read(),
            MLPClassificationModel.read(),
            MLPRegressionModel.read(),
            classes.summary(),
            numbers.summary(),
            classes.evaluate(data),
            numbers.evaluate(data))) {
      left.add(made.getClass());
    }
    Set<Class<?>> all = new LinkedHashSet<>();
    while (!left.isEmpty()) {
      Class<?> type = left.remove();
      if (all.add(type)) {
        for (Method method : type.getMethods()) {
          ours(method.getGenericReturnType(), left);
        }
      }
    }
    assertTrue(all.contains(dev.ferro.spark.training.ExecutorReport.class), all::toString);
    return all;
  }

  /** Adds the classes of this product that a type names. */
  private static void ours(Type type, Deque<Class<?>> left) {
    if (type instanceof ParameterizedType generic) {
      ours(generic.getRawType(), left);
      for (Type argument : generic.getActualTypeArguments()) {
        ours(argument, left);
      }
    } else if (type instanceof Class<?> named
        && named.getName().startsWith("dev.ferro.")
        && Modifier.isPublic(named.getModifiers())
        && !named.isInterface()) {
      left.add(named);
    }
  }
}
