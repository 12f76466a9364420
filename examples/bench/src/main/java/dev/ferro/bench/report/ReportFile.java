package dev.ferro.bench.report;

import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report, in Markdown. The file is written again, and flushed to the disk, before and after
 * each section. If this process or the machine stops, the file has all finished sections, and names
 * the one that was running.
 */
final class ReportFile {
  private static final String RUNNING = "running, or cut off here";

  private final Path file;
  private final String heading;
  private final Privacy privacy;
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final List<String> sections = new ArrayList<>();

  /**
   * A part of the report.
   *
   * @param outcome a few words: {@code done}, or what went wrong
   * @param text in Markdown
   */
  record Section(String outcome, String text) {}

  /**
   * Starts a report.
   *
   * @param heading its title, and the text before the sections
   * @throws JobException if the file cannot be written
   */
  ReportFile(Path file, String heading, Privacy privacy) {
    this.file = file.toAbsolutePath().normalize();
    this.heading = heading;
    this.privacy = privacy;
    write("");
  }

  /** Adds a section. If it fails, its text is the failure. */
  Section add(String title, Callable<Section> section) {
    outcomes.put(title, RUNNING);
    write("");
    Section added;
    try {
      added = section.call();
    } catch (Exception | LinkageError e) {
      added = new Section("failed", "This section failed: " + words(e));
    }
    outcomes.put(title, added.outcome());
    sections.add("## " + title + "\n\n" + privacy.clean(added.text().strip()) + "\n");
    write("");
    return added;
  }

  /** The failure and its causes, each with all its lines. */
  private static String words(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(Throwable::toString)
        .collect(Collectors.joining("\nbecause: "));
  }

  /** Marks the report as complete. */
  void end() {
    write("\nEnd of the report.\n");
  }

  /** Its full path. */
  Path file() {
    return file;
  }

  /** How each section ended, by its title. */
  Map<String, String> outcomes() {
    return outcomes;
  }

  private void write(String end) {
    StringBuilder text = new StringBuilder(heading).append("\n| section | outcome |\n|---|---|\n");
    outcomes.forEach((title, outcome) -> text.append("| " + title + " | " + outcome + " |\n"));
    sections.forEach(section -> text.append("\n").append(section));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          text.append(end),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new JobException("[report] could not write " + file + ": " + e, e);
    }
  }
}
