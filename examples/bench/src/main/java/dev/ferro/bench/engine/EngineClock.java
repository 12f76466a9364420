package dev.ferro.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.ferro.engine.Engine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What an engine's time is measured by. Time on a core where there is one to count: waiting for a
 * core does not count then, so that other work on the machine disturbs the figures less.
 */
enum EngineClock {
  /** Of the calling thread, on which the engine computes. */
  THREAD {
    @Override
    double seconds() {
      return THREADS.getCurrentThreadCpuTime() / 1e9;
    }
  },

  /** Of all threads, since the engine computes on others: in ticks of some 10 ms. */
  PROCESS {
    @Override
    double seconds() {
      return SYSTEM.getProcessCpuTime() / 1e9;
    }
  },

  /** The clock on the wall, since the engine computes on a GPU. */
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
