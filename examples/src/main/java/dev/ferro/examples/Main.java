package dev.ferro.examples;

import dev.ferro.examples.bench.BenchEngineJob;
import dev.ferro.examples.benchspark.BenchSparkJob;
import dev.ferro.examples.conformance.ConformanceJob;
import dev.ferro.examples.engines.EnginesJob;
import dev.ferro.examples.report.MacReportJob;
import dev.ferro.examples.study.StudyAveragingJob;
import dev.ferro.examples.training.TrainDiabetes;
import dev.ferro.examples.training.TrainDigits;
import dev.ferro.examples.training.TrainMnist;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The jobs of {@code examples/run}, one subcommand each. */
@Command(
    name = "examples/run",
    description = {
      "Trains, checks and measures multi-layer perceptrons on Spark.",
      "'examples/run <job> -h' tells a job's options."
    },
    synopsisSubcommandLabel = "<job>",
    commandListHeading = "%nJobs:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    subcommands = {
      TrainDigits.class,
      TrainMnist.class,
      TrainDiabetes.class,
      EnginesJob.class,
      ConformanceJob.class,
      MacReportJob.class,
      BenchEngineJob.class,
      BenchSparkJob.class,
      StudyAveragingJob.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "show where in the code a failure came from")
  private boolean stacktrace;

  private Main() {}

  /** Runs the job that the arguments name and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a job.
   *
   * @param args its name and options
   * @return 0 done, 1 failed, 2 wrong usage
   */
  public static int run(String... args) {
    Main main = new Main();
    return new CommandLine(main)
        .setParameterExceptionHandler(new UsageMessage())
        .setExecutionExceptionHandler(new FailureMessage(() -> main.stacktrace))
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a job.");
  }
}
