package dev.ferro.spark.scoring;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.node.NodeEngine;
import dev.ferro.spark.rows.FeatureRow;
import dev.ferro.spark.rows.InvalidRows;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Scores one partition's rows, a batch at a time; its network closes when the task ends. */
final class PartitionScorer implements Iterator<Row> {
  private final Scoring scoring;
  private final Iterator<Row> source;
  private final int featuresAt;
  private final int outputs;
  private final FeatureRow features = new FeatureRow();
  private final List<Row> rows = new ArrayList<>();
  private final ArrayDeque<Row> scored = new ArrayDeque<>();
  private long read;
  private Network network;
  private FloatBuffer input;
  private FloatBuffer scores;
  private float[] dense;

  PartitionScorer(Scoring scoring, Iterator<Row> source, int featuresAt, int outputs) {
    this.scoring = scoring;
    this.source = source;
    this.featuresAt = featuresAt;
    this.outputs = outputs;
  }

  @Override
  public boolean hasNext() {
    while (scored.isEmpty() && source.hasNext()) {
      scoreBatch();
    }
    return !scored.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return scored.remove();
  }

  private void scoreBatch() {
    open();
    int valid = 0;
    boolean[] isValid = new boolean[scoring.batchSize()];
    rows.clear();
    while (rows.size() < scoring.batchSize() && source.hasNext()) {
      Row row = source.next();
      read++;
      String problem = problemOf(row);
      if (problem == null) {
        features.copyTo(dense);
        input.put(valid * dense.length, dense);
        isValid[rows.size()] = true;
        rows.add(row);
        valid++;
      } else if (scoring.handleInvalid().equals(InvalidRows.KEEP)) {
        rows.add(row);
      } else if (scoring.handleInvalid().equals(InvalidRows.ERROR)) {
        throw new IllegalArgumentException(message(problem));
      }
    }
    network.predict(input, valid, scores);
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      Object[] columns =
          isValid[i] ? scoring.output().columns(scoresOf(at++)) : new Object[outputs];
      scored.add(append(rows.get(i), columns));
    }
  }

  private void open() {
    if (network != null) {
      return;
    }
    NetworkSpec spec = scoring.network().spec();
    network = NodeEngine.select(scoring.engine()).engine().open(spec);
    if (TaskContext.get() != null) {
      TaskCompletionListener close = context -> network.close();
      TaskContext.get().addTaskCompletionListener(close);
    }
    network.setState(TrainingState.initial(scoring.network().parameters()));
    input = Batch.allocate((long) scoring.batchSize() * spec.inputWidth());
    scores = Batch.allocate((long) scoring.batchSize() * spec.outputWidth());
    dense = new float[spec.inputWidth()];
  }

  private String problemOf(Row row) {
    if (!features.read(row.get(featuresAt))) {
      return features.problem();
    }
    int width = scoring.network().spec().inputWidth();
    return features.width() == width ? null : features.width() + " features instead of " + width;
  }

  private String message(String problem) {
    TaskContext task = TaskContext.get();
    return "[transform] expected "
        + scoring.network().spec().inputWidth()
        + " finite features in column '"
        + scoring.featuresCol()
        + "', got "
        + problem
        + " (row "
        + (read - 1)
        + " of partition "
        + (task == null ? 0 : task.partitionId())
        + "; handleInvalid='skip' drops such rows, 'keep' gives them a null prediction)";
  }

  private double[] scoresOf(int row) {
    int width = scoring.network().spec().outputWidth();
    double[] wide = new double[width];
    for (int i = 0; i < width; i++) {
      wide[i] = scores.get(row * width + i);
    }
    return wide;
  }

  private static Row append(Row row, Object[] columns) {
    Object[] values = new Object[row.length() + columns.length];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    System.arraycopy(columns, 0, values, row.length(), columns.length);
    return RowFactory.create(values);
  }
}
