package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;

/** The list of declared params is whole, and true of the stages. */
class DeclaredParamsTest {
  private final MLPClassifier classifier = new MLPClassifier();
  private final List<DeclaredParam> all = classifier.declared().all();

  @Test
  void everyDeclaredParamIsListedOnceWithItsDefault() throws IllegalAccessException {
    for (Field field : DeclaredParams.class.getDeclaredFields()) {
      if (Param.class.isAssignableFrom(field.getType())) {
        Param<?> param = (Param<?>) field.get(classifier.declared());
        assertEquals(field.getName(), param.name());
        assertEquals(
            1, all.stream().filter(declared -> declared.param() == param).count(), param.name());
      }
    }
    for (DeclaredParam declared : all) {
      Param<?> param = declared.param();
      assertTrue(classifier.hasParam(param.name()), param.name());
      assertEquals(declared.preset() != null, classifier.hasDefault(param), param.name());
      if (declared.preset() != null) {
        assertEquals(declared.preset(), classifier.getDefault(param).get(), param.name());
      }
      assertTrue(param.doc().startsWith(declared.meaning() + " ("), param.doc());
    }
  }

  @Test
  void typesAreThoseOfTheGetters() throws NoSuchMethodException {
    for (DeclaredParam param : all) {
      String getter =
          "get" + Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
      assertEquals(
          param.type(), MLPParams.class.getMethod(getter).getReturnType().getSimpleName(), getter);
    }
  }

  @Test
  void theExpertsParamsAreThoseThatMostUsersLeaveAlone() {
    List<String> expert =
        all.stream().filter(DeclaredParam::isExpert).map(DeclaredParam::name).toList();
    assertTrue(expert.containsAll(List.of("momentum", "outerMomentum", "syncSteps")));
    assertFalse(expert.contains("maxIter"));
  }

  @Test
  void modelsHaveTheSettersOfScoring() {
    for (DeclaredParam param : all) {
      String setter =
          "set" + Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
      assertEquals(
          param.isForScoring(),
          Arrays.stream(MLPModel.class.getMethods())
              .anyMatch(method -> method.getName().equals(setter)),
          setter);
    }
  }

  @Test
  void explainParamsHasEachOfThem() {
    String explained = classifier.explainParams();
    assertTrue(
        Arrays.stream(classifier.params()).allMatch(param -> explained.contains(param.doc())));
  }
}
