package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.engine.Network;
import dev.ferro.spark.internal.scoring.ScoreOutput;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * Scores one partition's rows in order. It reads a batch, scores it with one call to the engine,
 * and returns the rows. Each row is valid until the next one is read. The memory is reused by the
 * next batch, and freed when the task ends, however it ends.
 */
final class BatchScorer extends AbstractIterator<InternalRow> {
  private final ScoreTask task;
  private final Iterator<InternalRow> source;
  private final TaskContext context;
  private final FeatureReader features;
  private final boolean needsScores;

  private UnsafeProjection kept;
  private BatchRows rows;
  private ScoreWriter writer;
  private TaskMemory memory;
  private Network network;
  private ScoreBuffers buffers;
  private long read;
  private int next;
  private boolean ended;

  BatchScorer(ScoreTask task, Iterator<InternalRow> source, TaskContext context) {
    this.task = task;
    this.source = source;
    this.context = context;
    this.features =
        new FeatureReader(task.featuresType(), task.spec().inputWidth(), task.standardization());
    this.needsScores = task.outputs().stream().anyMatch(ScoreOutput::isOfScores);
  }

  @Override
  public boolean hasNext() {
    return rows != null && next < rows.count() || source.hasNext() && scoreBatch();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int row = next++;
    if (!rows.isScored(row)) {
      return writer.invalid(rows, row);
    }
    if (needsScores && !writer.read(buffers.scores(), rows.slot(row))) {
      task.refuseScores(writer.problem(), read - rows.count() + row);
      return writer.unscored(rows, row);
    }
    return writer.scored(rows, row);
  }

  private boolean scoreBatch() {
    context.killTaskIfInterrupted();
    if (rows == null) {
      open();
    }
    int valid = readBatch();
    if (valid > 0 && needsScores) {
      predict(valid);
    }
    return true;
  }

  /**
   * Shares a lock with {@link #end}, because Spark may read rows on another thread than the task's.
   */
  private synchronized void predict(int valid) {
    requireRunning();
    long start = System.nanoTime();
    network.predict(buffers.features(), valid, buffers.scores());
    task.metrics().engineTime().add(System.nanoTime() - start);
    task.metrics().batches().add(1);
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("[transform] expected a running task, got one that ended");
    }
  }

  private synchronized void open() {
    requireRunning();
    memory = new TaskMemory(context.taskMemoryManager());
    TaskCompletionListener end = completed -> end();
    context.addTaskCompletionListener(end);
    int width = task.spec().outputWidth();
    RowLayout layout = new RowLayout(task.keptTypes(), task.outputs(), width);
    writer = new ScoreWriter(layout, task.decision(), task.outputs(), width);
    int columns = layout.kept() + task.outputs().size();
    if (needsScores) {
      network = task.open();
    }
    buffers = new ScoreBuffers(task.spec(), task.batchRows(), memory);
    rows = new BatchRows(layout, columns, memory);
  }

  /** Fills the batch. Returns how many of its rows are valid. */
  private int readBatch() {
    rows.clear();
    task.metrics().rows().add(next);
    next = 0;
    int valid = 0;
    while (rows.count() < task.batchRows() && !rows.isFull() && source.hasNext()) {
      InternalRow row = source.next();
      if (features.read(row, task.featuresAt())) {
        if (needsScores) {
          buffers.put(valid, features.values());
        }
        rows.addScored(kept(row), valid++);
      } else {
        task.refuse(features.problem(), read);
        rows.addInvalid(kept(row));
      }
      read++;
    }
    return valid;
  }

  private UnsafeRow kept(InternalRow row) {
    if (task.keepsNone()) {
      return null;
    }
    if (task.keepsAll() && row instanceof UnsafeRow unsafe) {
      return unsafe;
    }
    if (kept == null) {
      kept = task.keptColumns();
    }
    return kept.apply(row);
  }

  private synchronized void end() {
    ended = true;
    // Of the last batch, all rows unless the task wanted no more.
    task.metrics().rows().add(next);
    if (network != null) {
      network.close();
    }
    memory.free();
  }
}
