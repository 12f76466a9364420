package dev.ferro.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the log that the Java machine writes when native code crashes it. */
final class CrashLog {
  private static final List<String> WANTED = List.of("siginfo:", "Native frames:");
  private static final int LINES = 40;

  private CrashLog() {}

  /** The parts about the place of the crash. The others describe the machine and its user. */
  static String place(String log) {
    return Arrays.stream(log.split("\\R\\s*\\R"))
        .map(String::strip)
        .filter(part -> part.lines().anyMatch(CrashLog::isWanted))
        .map(part -> part.lines().limit(LINES).collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  private static boolean isWanted(String line) {
    return WANTED.stream().anyMatch(line::startsWith);
  }
}
