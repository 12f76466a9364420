package dev.ferro.examples.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets an executor run only a part of the time, from outside.
 *
 * @param executor to slow down
 * @param times how many times slower than it would be
 */
record Slowdown(Executor executor, int times) {
  private static final long SLICE_MILLIS = 40;

  /** What happens meanwhile. */
  interface Meanwhile {
    void run() throws Exception;
  }

  /** Slows it down until something is over. */
  void during(Meanwhile meanwhile) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread thread = new Thread(() -> stopAndGoUntil(over), "slowdown");
    thread.setDaemon(true);
    thread.start();
    try {
      meanwhile.run();
    } finally {
      over.set(true);
      thread.join();
      executor.goOn();
    }
  }

  private void stopAndGoUntil(AtomicBoolean over) {
    while (!over.get() && executor.isAlive()) {
      executor.stop();
      rest(times - 1);
      executor.goOn();
      rest(1);
    }
  }

  private static void rest(int slices) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slices * SLICE_MILLIS));
  }
}
