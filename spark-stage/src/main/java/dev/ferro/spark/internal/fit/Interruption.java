package dev.ferro.spark.internal.fit;

import java.nio.channels.ClosedByInterruptException;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Ends a fit whose thread is interrupted. Its jobs are cancelled, and the error says so. */
final class Interruption {
  private Interruption() {}

  /**
   * Runs a fit.
   *
   * @param now gives what the fit is doing
   * @throws CancellationException if the calling thread is interrupted. It stays interrupted
   */
  static <T> T guarded(JavaSparkContext spark, Supplier<String> now, Supplier<T> fit) {
    String tag = "ferro-" + UUID.randomUUID();
    spark.addJobTag(tag);
    try {
      return fit.get();
    } catch (Exception e) {
      if (!isInterruption(e)) {
        throw e;
      }
      // If the caller is interrupted, Spark leaves its job running.
      spark.cancelJobsWithTag(tag);
      Thread.currentThread().interrupt();
      CancellationException interrupted =
          new CancellationException("[fit] interrupted while at: " + now.get());
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      spark.removeJobTag(tag);
    }
  }

  /** Spark throws InterruptedException from Scala methods that do not declare it to Java. */
  private static boolean isInterruption(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof InterruptedException || each instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }
}
