package dev.ferro.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done to jobs and what became of them, as a table of Markdown. */
final class FaultTable {
  private final String heading;
  private final String right;
  private final List<String> lines = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param heading what all rows share
   * @param right the result of a job that came out as if nothing had happened
   */
  FaultTable(String heading, String right) {
    this.heading = heading;
    this.right = right;
    lines.add("| done | driver | what happened | result | accuracy | fit, s |");
    lines.add("|---|---|---|---|---|---|");
  }

  /**
   * What became of a fit.
   *
   * @param done to the job
   * @param mode where its driver ran
   * @param happened from the log of its driver
   * @param same whether its model has the bits of an undisturbed one
   */
  void add(String done, String mode, String happened, boolean same, DigitsFit fit) {
    String figures = String.format(Locale.ROOT, "%.4f | %.1f", fit.accuracy(), fit.seconds());
    add(done, mode, happened, same, figures);
  }

  /** The result of a job that prints no figures. */
  void add(String done, String mode, String happened, boolean same) {
    add(done, mode, happened, same, "– | –");
  }

  private void add(String done, String mode, String happened, boolean same, String figures) {
    String result = same ? right : "DIFFERENT";
    lines.add("| " + String.join(" | ", done, mode, happened, result, figures) + " |");
  }

  /** Writes it. */
  void write(Path file) throws IOException {
    Files.writeString(file, this + "\n");
  }

  @Override
  public String toString() {
    return heading + "\n\n" + String.join("\n", lines);
  }
}
