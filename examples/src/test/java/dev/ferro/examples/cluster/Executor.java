package dev.ferro.examples.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An executor, known by its log.
 *
 * @param worker that started it
 * @param folder of its own
 */
record Executor(String worker, Path folder) {
  private static final Pattern PROCESS =
      Pattern.compile("Started daemon with process name: (\\d+)@");
  private static final Pattern TASK =
      Pattern.compile(
          "(Running|Finished|Executor killed|Exception in) task \\S+ in stage (\\S+) \\(TID (\\d+)\\)");

  /** Spark's id of it. */
  String id() {
    return folder.getFileName().toString();
  }

  /** Its process, if it has come so far. */
  List<ProcessHandle> process() {
    return PROCESS
        .matcher(log())
        .results()
        .flatMap(match -> ProcessHandle.of(Long.parseLong(match.group(1))).stream())
        .toList();
  }

  boolean isAlive() {
    return process().stream().anyMatch(ProcessHandle::isAlive);
  }

  /** How many stages it has worked for. */
  long stages() {
    return TASK.matcher(log()).results().map(match -> match.group(2)).distinct().count();
  }

  /** How many tasks it has begun. */
  long tasks() {
    return TASK.matcher(log()).results().map(match -> match.group(3)).distinct().count();
  }

  /** Whether it has begun a task that it has not ended. */
  boolean isInTask() {
    Set<String> begun = new HashSet<>();
    Matcher task = TASK.matcher(log());
    while (task.find()) {
      if (task.group(1).equals("Running")) {
        begun.add(task.group(3));
      } else {
        begun.remove(task.group(3));
      }
    }
    return !begun.isEmpty();
  }

  /** Stops its clock. */
  void stop() {
    signal("STOP");
  }

  /** Lets it go on. */
  void goOn() {
    signal("CONT");
  }

  /** Ends it without warning. */
  void kill() {
    signal("KILL");
  }

  private void signal(String name) {
    for (ProcessHandle process : process()) {
      try {
        Commands.run("kill", "-s", name, String.valueOf(process.pid()));
      } catch (IOException e) {
        if (process.isAlive()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private String log() {
    Path log = folder.resolve("stderr");
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "executor " + id() + " on " + worker;
  }
}
