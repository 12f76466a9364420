package dev.ferro.spark.internal.scoring.plan;

import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.memory.TaskMemoryManager;

/**
 * Reports the memory of a task's scoring to Spark, so that other operators spill for it. All of it
 * counts as heap memory, even the engine's buffers, because Spark's off-heap share is empty unless
 * a user sets it.
 */
final class TaskMemory extends MemoryConsumer {
  TaskMemory(TaskMemoryManager manager) {
    super(manager, MemoryMode.ON_HEAP);
  }

  /** Reserves more bytes, or fails the task. */
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

  /** Releases all bytes. */
  void free() {
    freeMemory(getUsed());
  }

  /** Spills nothing, because a batch cannot be spilled. */
  @Override
  public long spill(long size, MemoryConsumer trigger) {
    return 0;
  }
}
