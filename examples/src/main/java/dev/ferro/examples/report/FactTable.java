package dev.ferro.examples.report;

import java.util.concurrent.Callable;

/** Facts as a table in Markdown. A fact that cannot be found says why, and the others stay. */
final class FactTable {
  private final StringBuilder text = new StringBuilder("| | |\n|---|---|\n");

  /**
   * Adds a fact.
   *
   * @param value finds it; what it tells may have several lines
   */
  FactTable add(String name, Callable<String> value) {
    String told;
    try {
      told = value.call();
    } catch (Exception e) {
      told = "not told: " + e.getMessage();
    }
    String line = String.valueOf(told).strip().replaceAll("\\s*\\R\\s*", "; ").replace("|", "\\|");
    text.append("| ").append(name).append(" | ").append(line).append(" |\n");
    return this;
  }

  /** The section of these facts. */
  ReportFile.Section section() {
    return new ReportFile.Section(Ended.DONE, text.toString());
  }
}
