package dev.ferro.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;

/** The tables of params in the README and in training.md match the estimators. */
class ReadmeParamsTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path TRAINING = Path.of("docs", "training.md");
  private static final String EVERYDAY = "<!-- params: everyday -->";
  private static final String ALL = "<!-- params: all -->";
  private static final String END = "<!-- /params -->";
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final String UNSET = "–";

  private final MLPClassifier classifier = new MLPClassifier();

  @Test
  void theTablesHaveTheDefaults() throws IOException {
    for (Map<String, String> table : List.of(table(README, EVERYDAY), table(TRAINING, ALL))) {
      Map<String, String> expected = new TreeMap<>();
      for (String name : table.keySet()) {
        Param<?> param = classifier.getParam(name);
        expected.put(
            name, classifier.hasDefault(param) ? shown(classifier.getDefault(param).get()) : UNSET);
      }
      assertEquals(expected, table);
    }
  }

  @Test
  void theLargeTableAndTheSentenceBeforeItNameEveryParam() throws IOException {
    List<String> all = Arrays.stream(classifier.params()).map(Param::name).sorted().toList();
    TreeSet<String> named = new TreeSet<>(table(TRAINING, ALL).keySet());
    String page = Files.readString(TRAINING);
    codes(page.substring(page.indexOf("## Params"), page.indexOf(ALL))).forEach(named::add);
    assertEquals(all, List.copyOf(named));
  }

  /** Default by name, as the table has it. A row may hold several of both. */
  private static Map<String, String> table(Path file, String begin) throws IOException {
    String page = Files.readString(file);
    Map<String, String> defaults = new TreeMap<>();
    page.substring(page.indexOf(begin), page.indexOf(END))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .forEach(
            cells -> {
              List<String> names = codes(cells[1]).toList();
              String[] values = cells[2].strip().split(", ");
              for (int i = 0; i < names.size(); i++) {
                defaults.put(names.get(i), shown(values[i]));
              }
            });
    return defaults;
  }

  private static Stream<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult found) -> found.group(1));
  }

  /** Numbers in one form, other values as they are. */
  private static String shown(Object value) {
    try {
      return String.valueOf(Double.parseDouble(value.toString()));
    } catch (NumberFormatException e) {
      return value.toString();
    }
  }
}
