package dev.ferro.bench.report;

import java.util.concurrent.Callable;

/** Facts as a table in Markdown. A fact that cannot be found shows the reason. */
final class FactTable {
  private final StringBuilder text = new StringBuilder("| | |\n|---|---|\n");

  /**
   * Adds a fact.
   *
   * @param value finds the fact, as one or several lines
   */
  FactTable add(String name, Callable<String> value) {
    String found;
    try {
      found = value.call();
    } catch (Exception e) {
      found = "not known: " + e.getMessage();
    }
    String line = String.valueOf(found).strip().replaceAll("\\s*\\R\\s*", "; ").replace("|", "\\|");
    text.append("| ").append(name).append(" | ").append(line).append(" |\n");
    return this;
  }

  /** The section of these facts. */
  ReportFile.Section section() {
    return new ReportFile.Section(Ended.DONE, text.toString());
  }
}
