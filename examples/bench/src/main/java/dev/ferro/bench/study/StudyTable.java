package dev.ferro.bench.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Outcomes on one set of rows as Markdown: a row for each manner, a column for each worker count.
 */
record StudyTable(List<Outcome> outcomes) {
  @Override
  public String toString() {
    List<Integer> workers = outcomes.stream().map(Outcome::workers).distinct().sorted().toList();
    Set<String> manners =
        outcomes.stream().map(Outcome::manner).collect(Collectors.toCollection(LinkedHashSet::new));
    StringBuilder text = new StringBuilder("| " + outcomes.get(0).data());
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
    return outcomes.stream()
        .filter(outcome -> outcome.manner().equals(manner) && outcome.workers() == workers)
        .map(
            outcome ->
                String.format(
                    Locale.ROOT,
                    "%.2f (%.2f–%.2f)",
                    100 * outcome.accuracy(),
                    100 * outcome.lowest(),
                    100 * outcome.highest()))
        .findFirst()
        .orElse("–");
  }
}
