package dev.ferro.bench.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accuracies on one set of rows as Markdown: a row for each manner, a column for each number of
 * replicas.
 */
record StudyTable(List<VariantAccuracy> results) {
  @Override
  public String toString() {
    List<Integer> workers =
        results.stream().map(VariantAccuracy::workers).distinct().sorted().toList();
    Set<String> manners =
        results.stream()
            .map(VariantAccuracy::manner)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    StringBuilder text = new StringBuilder("| " + results.get(0).data());
    workers.forEach(count -> text.append(" | ").append(count));
    text.append(" |\n|---").append("|---".repeat(workers.size())).append("|\n");
    for (String manner : manners) {
      text.append("| ").append(manner);
      workers.forEach(count -> text.append(" | ").append(cell(manner, count)));
      text.append(" |\n");
    }
    return text.toString();
  }

  private String cell(String manner, int workers) {
    return results.stream()
        .filter(result -> result.manner().equals(manner) && result.workers() == workers)
        .map(
            result ->
                String.format(
                    Locale.ROOT,
                    "%.2f (%.2f–%.2f)",
                    100 * result.accuracy(),
                    100 * result.lowest(),
                    100 * result.highest()))
        .findFirst()
        .orElse("–");
  }
}
