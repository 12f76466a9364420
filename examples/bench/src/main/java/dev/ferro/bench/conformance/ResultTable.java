package dev.ferro.bench.conformance;

import dev.ferro.examples.job.TextTable;
import java.util.ArrayList;
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
    TextTable table = new TextTable().words("case", Math.max(width, 4) + 1).words("engine", 7);
    columns.forEach(column -> table.numbers(column, 10, "%s"));
    List<String> lines = new ArrayList<>(List.of(table.heading()));
    for (CaseResult result : results) {
      List<Object> values = new ArrayList<>(List.of(result.name(), result.engine()));
      columns.forEach(column -> values.add(cell(result.deviations().get(column))));
      lines.add(table.line(values.toArray()));
    }
    return String.join("\n", lines);
  }

  private static String cell(Double deviation) {
    if (deviation == null) {
      return null;
    }
    String mark = CaseResult.isWithin(deviation) ? "" : "!";
    return mark + String.format(Locale.ROOT, "%.1e", deviation);
  }
}
