package dev.ferro.examples.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Spark's driver says of faults.
 *
 * @param text its log
 */
record DriverLog(String text) {
  private static final Pattern LOST_EXECUTOR = Pattern.compile("Lost executor (\\w+) on");

  /** Of a task, or, where Spark does not count it as the task's fault, of its executor. */
  private static final Pattern LOST_TASK =
      Pattern.compile("Lost task \\S+ in stage|failed because while it was being computed");

  private static final Pattern GRANTED = Pattern.compile("Granted executor ID");
  private static final Pattern REGISTERED = Pattern.compile("Registered executor ");
  private static final Pattern COPIED = Pattern.compile("as speculatable because");
  private static final Pattern REDONE = Pattern.compile("Resubmitting \\w+Stage");

  /** Executors lost or given back. */
  long lostExecutors() {
    return LOST_EXECUTOR.matcher(text).results().map(match -> match.group(1)).distinct().count();
  }

  /** Tasks that did not end well. */
  long lostTasks() {
    return count(LOST_TASK);
  }

  /** Executors that the master gave. */
  long grantedExecutors() {
    return count(GRANTED);
  }

  /** Executors that came up. */
  long registeredExecutors() {
    return count(REGISTERED);
  }

  /** Tasks that were thought too slow. */
  long speculatedTasks() {
    return count(COPIED);
  }

  private long count(Pattern pattern) {
    return pattern.matcher(text).results().map(MatchResult::group).count();
  }

  /** What happened, in a few words. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add(grantedExecutors() + " executors granted");
    add(words, lostExecutors(), "lost");
    add(words, lostTasks(), "tasks lost");
    add(words, speculatedTasks(), "tasks speculated");
    add(words, count(REDONE), "stages redone");
    return String.join(", ", words);
  }

  private static void add(List<String> words, long count, String what) {
    if (count > 0) {
      words.add(count + " " + what);
    }
  }
}
