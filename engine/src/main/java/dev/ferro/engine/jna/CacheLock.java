package dev.ferro.engine.jna;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Lets one process work in a folder of the cache while the others wait. It only saves work: where
 * locks are not to be had, or the wait grows too long, the caller goes on without one.
 */
final class CacheLock implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  static CacheLock await(Path folder, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long end = System.nanoTime() + patience.toNanos();
    while (isHeldElsewhere(channel) && System.nanoTime() < end) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return new CacheLock(channel);
  }

  private static boolean isHeldElsewhere(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true; // by this process, through another class loader
    } catch (IOException e) {
      return false; // no locks on this file system
    }
  }

  /** Closing the file unlocks it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
