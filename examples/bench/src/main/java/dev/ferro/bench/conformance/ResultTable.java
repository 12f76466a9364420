package dev.ferro.bench.conformance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Results as a table: a line for each case and engine, a column for each thing computed. */
record ResultTable(List<CaseResult> results) {
  @Override
  public String toString() {
    Set<String> columns = new LinkedHashSet<>();
    results.forEach(result -> columns.addAll(result.deviations().keySet()));
    int width = results.stream().mapToInt(result -> result.name().length()).max().orElse(0);
    String left = "%-" + Math.max(width, 4) + "s  %-7s";
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, left, "case", "engine"));
    columns.forEach(column -> text.append(String.format(Locale.ROOT, " %10s", column)));
    for (CaseResult result : results) {
      text.append(String.format(Locale.ROOT, "%n" + left, result.name(), result.engine()));
      columns.forEach(column -> text.append(cell(result.deviations().get(column))));
    }
    return text.toString();
  }

  private static String cell(Double deviation) {
    if (deviation == null) {
      return String.format(Locale.ROOT, " %10s", "-");
    }
    String mark = CaseResult.isWithin(deviation) ? "" : "!";
    return String.format(
        Locale.ROOT, " %10s", mark + String.format(Locale.ROOT, "%.1e", deviation));
  }
}
