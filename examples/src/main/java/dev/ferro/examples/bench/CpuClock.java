package dev.ferro.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Seconds that this process computed, on all its threads: some engines use others than the
 * caller's. Waiting for a core does not count, so that other work on the machine disturbs the
 * figures less.
 */
final class CpuClock {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private CpuClock() {}

  /** Since some time in the past. */
  static double seconds() {
    return PROCESS.getProcessCpuTime() / 1e9;
  }
}
