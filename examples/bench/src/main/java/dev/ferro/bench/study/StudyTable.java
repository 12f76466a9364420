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
    List<Integer> replicas =
        results.stream().map(VariantAccuracy::replicas).distinct().sorted().toList();
    Set<String> manners =
        results.stream()
            .map(VariantAccuracy::manner)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    StringBuilder text = new StringBuilder("| " + results.get(0).data());
    replicas.forEach(count -> text.append(" | ").append(count));
    text.append(" |\n|---").append("|---".repeat(replicas.size())).append("|\n");
    for (String manner : manners) {
      text.append("| ").append(manner);
      replicas.forEach(count -> text.append(" | ").append(cell(manner, count)));
      text.append(" |\n");
    }
    return text.toString();
  }

  private String cell(String manner, int replicas) {
    return results.stream()
        .filter(result -> result.manner().equals(manner) && result.replicas() == replicas)
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
