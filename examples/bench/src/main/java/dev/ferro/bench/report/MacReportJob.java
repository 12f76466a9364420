package dev.ferro.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.Platform;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.OutputFolder;
import dev.ferro.examples.job.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a file that shows how Ferro runs on a machine. */
@Command(
    name = MacReportJob.NAME,
    description = {
      "Write one file about this Mac to attach to an issue: machine, engines, exactness, speed,"
          + " fits.",
      "A section that fails or crashes says so, and the others are still there.",
      "The file leaves out the names of the user and the machine, the home folder and the values of"
          + " environment variables."
    },
    showDefaultValues = true)
public final class MacReportJob implements Callable<Integer> {
  static final String NAME = "mac-report";

  @Spec private CommandSpec command;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "the file (default: mac-report.md in examples/target/output)")
  private Path output = OutputFolder.resolve(NAME + ".md");

  @Option(
      names = "--shapes",
      paramLabel = "WIDTHS",
      description = "networks to measure, as for bench-engine")
  private String shapes = "784-128-128-10,100-64-32-1,256-1024-1024-100";

  @Option(names = "--repeats", paramLabel = "N", description = "rounds of measuring")
  private int repeats = 5;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "about how long each engine takes in each round")
  private double seconds = 0.05;

  @Option(names = "--max-iter", paramLabel = "N", description = "epochs of the fits")
  private int maxIter = 30;

  @Option(names = "--limit", paramLabel = "S", description = "seconds that a section may take")
  private int limit = 600;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(
          command.commandLine(), "Expected --limit of 1 or more, got " + limit);
    }
    try (TempFolder temp = TempFolder.create(NAME)) {
      ReportFile report = new ReportFile(output, heading(), Privacy.here());
      write(report, new JobProcess(temp.folder(), Duration.ofSeconds(limit)));
      report.end();
      json.write(report.outcomes());
      System.out.println("\nThe report is in " + report.file());
    }
    return 0;
  }

  private void write(ReportFile report, JobProcess process) {
    add(report, "Machine", MachineFacts::section);
    add(report, "Java and Ferro", SoftwareFacts::section);
    add(report, "Engines", () -> process.section(List.of("engines", "--master", "local[1]")));
    List<String> usable = new ArrayList<>();
    for (Engine engine : Engines.all()) {
      add(report, "Engine " + engine.id(), () -> check(process, engine.id(), usable));
    }
    measure(report, process, usable);
    fit(report, process, Engines.AUTO);
    if (usable.contains("metal")) {
      fit(report, process, "metal");
    }
  }

  /**
   * Reports whether an engine can run here, and how exact it is.
   *
   * @param usable gets the engine's id if it can
   */
  private static ReportFile.Section check(JobProcess process, String id, List<String> usable)
      throws IOException {
    Path figures = process.scratch().resolve(id + ".json");
    ReportFile.Section section =
        process.section(List.of("conformance", "--engine", id), "--json", figures.toString());
    if (!Files.exists(figures)) {
      return section.outcome().equals(Ended.FAILED)
          ? new ReportFile.Section("cannot run here", section.text())
          : section;
    }
    if (!new ObjectMapper().readTree(figures.toFile()).path("results").isEmpty()) {
      usable.add(id);
    }
    return section;
  }

  /** Measures all engines side by side. If that fails, measures each alone as well. */
  private void measure(ReportFile report, JobProcess process, List<String> engines) {
    ReportFile.Section together = add(report, "Speed", () -> measure(process, engines));
    if (engines.size() > 1 && !together.outcome().equals(Ended.DONE)) {
      engines.forEach(
          id -> add(report, "Speed of " + id + " alone", () -> measure(process, List.of(id))));
    }
  }

  private ReportFile.Section measure(JobProcess process, List<String> engines) throws IOException {
    return process.section(
        List.of(
            "bench-engine",
            "--engines=" + String.join(",", engines),
            "--shapes=" + shapes,
            "--batches=128,1024",
            "--repeats=" + repeats,
            "--seconds=" + seconds));
  }

  private void fit(ReportFile report, JobProcess process, String engine) {
    add(
        report,
        "A fit with engine " + engine,
        () ->
            process.section(
                List.of(
                    "train-digits",
                    "--master=local[2]",
                    "--num-workers=2",
                    "--max-iter=" + maxIter,
                    "--engine=" + engine),
                "--model",
                process.scratch().resolve("model").toString()));
  }

  private static ReportFile.Section add(
      ReportFile report, String title, Callable<ReportFile.Section> section) {
    ReportFile.Section added = report.add(title, section);
    System.out.println(title + ": " + added.outcome());
    return added;
  }

  private static String heading() {
    String title =
        Platform.isMac()
            ? "# Ferro on a Mac"
            : "# Ferro on " + System.getProperty("os.name") + ": this is not a Mac";
    return title
        + "\n\nWritten by `examples/run "
        + NAME
        + "`, "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
        + ". It leaves out personal data: ~, (host), (user), (tmp) and `$NAME` stand in their"
        + " place.\n";
  }
}
