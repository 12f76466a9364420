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
  private final List<String> lines = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param heading what all rows share
   */
  FaultTable(String heading) {
    this.heading = heading;
    lines.add("| done | driver | what happened | model | accuracy | fit, s |");
    lines.add("|---|---|---|---|---|---|");
  }

  /**
   * What became of a fit.
   *
   * @param done to the job
   * @param mode where its driver ran
   * @param happened as its driver tells
   * @param same whether its model has the bits of an undisturbed one
   */
  void add(String done, String mode, String happened, boolean same, DigitsFit fit) {
    String figures = String.format(Locale.ROOT, "%.4f | %.1f", fit.accuracy(), fit.seconds());
    add(done, mode, happened, same, figures);
  }

  /** What became of a job that tells no more of its fits than their models. */
  void add(String done, String mode, String happened, boolean same) {
    add(done, mode, happened, same, "– | –");
  }

  private void add(String done, String mode, String happened, boolean same, String figures) {
    String model = same ? "the same bits" : "DIFFERENT";
    lines.add("| " + String.join(" | ", done, mode, happened, model, figures) + " |");
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
