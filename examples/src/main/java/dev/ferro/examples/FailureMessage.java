package dev.ferro.examples;

import dev.ferro.examples.job.JobException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The message for a failed job. If the failure has no message, it is the stack trace. */
final class FailureMessage implements IExecutionExceptionHandler {
  private final BooleanSupplier wantsStackTrace;

  FailureMessage(BooleanSupplier wantsStackTrace) {
    this.wantsStackTrace = wantsStackTrace;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine job, ParseResult arguments)
      throws Exception {
    if (failure instanceof ParameterException usage) {
      return job.getParameterExceptionHandler().handleParseException(usage, new String[0]);
    }
    PrintWriter err = job.getErr();
    err.println(
        job.getColorScheme().errorText(job.getCommandName() + " failed: " + words(failure)));
    if (wantsStackTrace.getAsBoolean() || failure.getMessage() == null) {
      failure.printStackTrace(err);
    } else if (!(failure instanceof JobException)) {
      err.println("(--stacktrace shows where)");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The first line of the failure and, if it adds something, that of its root cause. */
  private static String words(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String outer = firstLine(failure);
    String inner = firstLine(root);
    return outer.contains(inner) ? outer : outer + "\n  because: " + inner;
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getName()
        : message.lines().findFirst().orElseThrow();
  }
}
