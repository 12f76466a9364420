package dev.ferro.spark.internal.fit;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/**
 * Names the jobs of a fit by the line of the user's program that started it: {@code fit at
 * MyJob.java:12}. Spark names its own jobs the same way. A name that the user has set is kept.
 * Closed, it takes the names back.
 */
public final class UserCallSite implements AutoCloseable {
  private static final String SHORT = "callSite.short";
  private static final String LONG = "callSite.long";
  private static final int LINES = 20;

  /** Code that stands between a user's line and the fit, also where Python calls. */
  private static final List<String> BETWEEN =
      List.of("dev.ferro.spark.", "org.apache.spark.", "scala.", "java.", "jdk.", "sun.", "py4j.");

  private final SparkContext spark;
  private final boolean isOurs;

  private UserCallSite(SparkContext spark, boolean isOurs) {
    this.spark = spark;
    this.isOurs = isOurs;
  }

  /**
   * Names the jobs that this thread starts from now on.
   *
   * @param uid the stage's uid, which replaces the line if the thread runs no code of the user
   */
  public static UserCallSite set(SparkContext spark, String uid) {
    if (spark.getLocalProperty(SHORT) != null || spark.getLocalProperty(LONG) != null) {
      return new UserCallSite(spark, false);
    }
    List<StackWalker.StackFrame> stack =
        StackWalker.getInstance().walk(frames -> frames.collect(Collectors.toList()));
    int user = 0;
    while (user < stack.size() && isBetween(stack.get(user))) {
      user++;
    }
    if (user == stack.size()) {
      spark.setLocalProperty(SHORT, "fit of " + uid);
      spark.setLocalProperty(LONG, "");
    } else {
      StackWalker.StackFrame line = stack.get(user);
      spark.setLocalProperty(
          SHORT,
          stack.get(user - 1).getMethodName()
              + " at "
              + (line.getFileName() == null ? line.getClassName() : line.getFileName())
              + ":"
              + line.getLineNumber());
      spark.setLocalProperty(
          LONG,
          stack.subList(user - 1, Math.min(stack.size(), user + LINES)).stream()
              .map(StackWalker.StackFrame::toString)
              .collect(Collectors.joining("\n")));
    }
    return new UserCallSite(spark, true);
  }

  private static boolean isBetween(StackWalker.StackFrame frame) {
    return BETWEEN.stream().anyMatch(frame.getClassName()::startsWith);
  }

  @Override
  public void close() {
    if (isOurs) {
      spark.setLocalProperty(SHORT, null);
      spark.setLocalProperty(LONG, null);
    }
  }
}
