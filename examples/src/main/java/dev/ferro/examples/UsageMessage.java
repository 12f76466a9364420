package dev.ferro.examples;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message for wrong arguments, with the place to look up the right ones. */
final class UsageMessage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine job = failure.getCommandLine();
    PrintWriter err = job.getErr();
    err.println(job.getColorScheme().errorText(failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    if (job.getSubcommands().isEmpty()) {
      err.println("(" + job.getCommandSpec().qualifiedName() + " -h shows the options)");
    } else {
      job.usage(err);
    }
    return CommandLine.ExitCode.USAGE;
  }
}
