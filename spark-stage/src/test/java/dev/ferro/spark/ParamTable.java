package dev.ferro.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;

/** The params of both estimators as Markdown tables. */
final class ParamTable {
  private static final String NONE = "–";

  private final MLPClassifier classifier = new MLPClassifier();
  private final Map<String, DeclaredParam> declared =
      classifier.declared().all().stream()
          .collect(Collectors.toMap(DeclaredParam::name, Function.identity()));

  /**
   * The table that a page's marker asks for.
   *
   * @param marker {@code <!-- params: all -->}, or a list of names for a short table
   */
  String of(String marker) {
    String wanted = marker.substring(marker.indexOf(':') + 1, marker.indexOf("-->")).strip();
    return wanted.equals("all") ? all() : some(List.of(wanted.split("[, ]+")));
  }

  private String some(List<String> names) {
    return table(
        List.of("param", "default", "values", "meaning"),
        names.stream()
            .map(declared::get)
            .map(
                param ->
                    List.of(
                        code(param.name()), preset(param), param.allowed(), param.shortMeaning()))
            .toList());
  }

  private String all() {
    List<List<String>> everyday = new ArrayList<>();
    List<List<String>> expert = new ArrayList<>();
    for (DeclaredParam param : classifier.declared().all()) {
      (param.isExpert() ? expert : everyday)
          .add(
              List.of(
                  code(param.name()),
                  code(param.type()),
                  preset(param),
                  param.allowed(),
                  param.meaning()));
    }
    List<String> head = List.of("param", "type", "default", "values", "meaning");
    return table(head, everyday)
        + "\nFor experts:\n\n"
        + table(head, expert)
        + "\nSpark's own:\n\n"
        + table(List.of("param", "default", "meaning"), sparks());
  }

  /** Those that the estimators inherit. A regressor has some of the classifier's. */
  private List<List<String>> sparks() {
    return Arrays.stream(classifier.params())
        .filter(param -> !declared.containsKey(param.name()))
        .map(param -> List.of(code(param.name()), sparksPreset(param), param.doc()))
        .toList();
  }

  private String sparksPreset(Param<?> param) {
    return classifier.hasDefault(param) ? classifier.getDefault(param).get().toString() : NONE;
  }

  private static String preset(DeclaredParam param) {
    return param.preset() == null ? NONE : param.presetText();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String table(List<String> head, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(line(head));
    text.append("|---".repeat(head.size())).append("|\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
