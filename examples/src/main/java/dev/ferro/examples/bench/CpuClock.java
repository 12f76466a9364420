package dev.ferro.examples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Seconds that this thread computed. Waiting for a core does not count, so that other work on the
 * machine disturbs the figures less.
 */
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  /** Since some time in the past. */
  static double seconds() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }
}
