package dev.ferro.spark;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the code and the pages say of params is generated from their declarations. */
class ParamTextsTest {
  private final List<DeclaredParam> all = new MLPClassifier().declared().all();

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
}
