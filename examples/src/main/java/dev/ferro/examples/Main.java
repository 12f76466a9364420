package dev.ferro.examples;

import dev.ferro.examples.engines.EnginesJob;
import dev.ferro.examples.training.TrainDiabetes;
import dev.ferro.examples.training.TrainDigits;
import dev.ferro.examples.training.TrainMnist;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The jobs of {@code examples/run}, one subcommand each. A {@link JobProvider} adds more. */
@Command(
    name = "examples/run",
    description = {
      "Trains, checks and measures multi-layer perceptrons on Spark.",
      "'examples/run <job> -h' shows a job's options."
    },
    synopsisSubcommandLabel = "<job>",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    commandListHeading = "",
    scope = ScopeType.INHERIT,
    subcommands = {TrainDigits.class, TrainMnist.class, TrainDiabetes.class, EnginesJob.class})
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
    CommandLine commands = new CommandLine(main);
    JobList list = new JobList();
    ServiceLoader.load(JobProvider.class, Main.class.getClassLoader())
        .forEach(provider -> list.add(provider, commands));
    commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, list);
    return commands
        .setParameterExceptionHandler(new UsageMessage())
        .setExecutionExceptionHandler(new FailureMessage(() -> main.stacktrace))
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a job.");
  }
}
