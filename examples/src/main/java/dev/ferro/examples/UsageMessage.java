package dev.ferro.examples;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and where to read what would be right. */
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
