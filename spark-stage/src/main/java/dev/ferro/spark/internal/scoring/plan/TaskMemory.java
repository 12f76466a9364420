package dev.ferro.spark.internal.scoring.plan;

import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.memory.TaskMemoryManager;

/**
 * A task's scoring in Spark's books, so that others spill for it. All counts as heap memory, the
 * engine's buffers too: Spark's share off the heap is empty unless a user sets it.
 */
final class TaskMemory extends MemoryConsumer {
  TaskMemory(TaskMemoryManager manager) {
    super(manager, MemoryMode.ON_HEAP);
  }

  /** Takes more bytes, or fails the task. */
  void grow(long bytes) {
    long granted = acquireMemory(bytes);
    if (granted < bytes) {
      freeMemory(granted);
      throw new IllegalStateException(
          "[transform] expected "
              + bytes
              + " bytes more of the task's memory, got "
              + granted
              + " beside "
              + getUsed()
              + " (use a smaller batchSize, or raise spark.executor.memory)");
    }
  }

  /** Gives all back. */
  void free() {
    freeMemory(getUsed());
  }

  /** A batch cannot be spilled. */
  @Override
  public long spill(long size, MemoryConsumer trigger) {
    return 0;
  }
}
