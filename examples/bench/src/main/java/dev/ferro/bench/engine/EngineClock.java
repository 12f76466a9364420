package dev.ferro.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.ferro.engine.Engine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The clock for an engine. If possible it counts time on a core. Then waiting for a core does not
 * count, so other work on the machine disturbs the figures less.
 */
enum EngineClock {
  /** Core time of the calling thread, on which the engine computes. */
  THREAD {
    @Override
    double seconds() {
      return THREADS.getCurrentThreadCpuTime() / 1e9;
    }
  },

  /**
   * Core time of all threads, because the engine computes on others. It has ticks of about 10 ms.
   */
  PROCESS {
    @Override
    double seconds() {
      return SYSTEM.getProcessCpuTime() / 1e9;
    }
  },

  /** Wall-clock time, because the engine computes on a GPU. */
  WALL {
    @Override
    double seconds() {
      return System.nanoTime() / 1e9;
    }
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  static EngineClock of(Engine engine) {
    return switch (engine.execution()) {
      case CALLING_THREAD -> THREAD;
      case OWN_THREADS -> PROCESS;
      case GPU -> WALL;
    };
  }

  /** Since some time in the past. */
  abstract double seconds();
}
