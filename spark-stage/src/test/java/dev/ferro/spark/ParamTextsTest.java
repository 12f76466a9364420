package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the code and the pages say of params is generated from their declarations. */
class ParamTextsTest {
  private final MLPClassifier classifier = new MLPClassifier();
  private final List<DeclaredParam> all = classifier.declared().all();

  @Test
  void accessorsAndGetters() throws IOException {
    GeneratedText.ofSource(MLPParams.class).check(ParamSource.accessorsAndGetters(all));
  }

  @Test
  void setters() throws IOException {
    GeneratedText.ofSource(MLPSetters.class).check(ParamSource.setters(all, "S"));
  }

  @Test
  void settersOfModels() throws IOException {
    List<DeclaredParam> scoring = all.stream().filter(DeclaredParam::isForScoring).toList();
    GeneratedText.ofSource(MLPModel.class).check(ParamSource.setters(scoring, "M"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "docs/training.md"})
  void tables(String page) throws IOException {
    GeneratedText table = GeneratedText.ofPage(page);
    table.check(new ParamTable().of(table.beginLine()));
  }

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
  void expertParamsAreMarked() {
    assertEquals(
        List.of("checkpointInterval", "initialModel", "momentum", "outerMomentum", "syncSteps"),
        all.stream().filter(DeclaredParam::isExpert).map(DeclaredParam::name).sorted().toList());
    assertEquals(
        List.of("batchSize", "engine", "handleInvalid"),
        all.stream()
            .filter(DeclaredParam::isForScoring)
            .map(DeclaredParam::name)
            .sorted()
            .toList());
  }

  @Test
  void explainParamsHasEachOfThem() {
    String explained = classifier.explainParams();
    assertTrue(
        Arrays.stream(classifier.params()).allMatch(param -> explained.contains(param.doc())));
  }
}
