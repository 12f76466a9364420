package dev.ferro.bench.score;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ferro.engine.Batch;
import dev.ferro.spark.internal.model.Decision;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** One partition's rows, scored by ONNX Runtime on one thread, a batch for each call. */
final class OnnxRows implements Iterator<Row> {
  private final Iterator<Row> source;
  private final int features;
  private final Decision decision;
  private final boolean all;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<Row> rows = new ArrayList<>();
  private final int batch;
  private FloatBuffer input;
  private float[] row;
  private float[][] scores;
  private int next;

  OnnxRows(
      byte[] model, Iterator<Row> source, int features, Decision decision, boolean all, int batch)
      throws OrtException {
    this.source = source;
    this.features = features;
    this.decision = decision;
    this.all = all;
    this.batch = batch;
    environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
    }
    TaskCompletionListener end = context -> close();
    TaskContext.get().addTaskCompletionListener(end);
  }

  private void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean hasNext() {
    if (next == rows.size() && source.hasNext()) {
      scoreBatch();
    }
    return next < rows.size();
  }

  @Override
  public Row next() {
    hasNext();
    double[] raw = new double[scores[next].length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = scores[next][i];
    }
    Row scored =
        all ? withAll(rows.get(next), raw) : RowFactory.create(decision.prediction(raw, null));
    next++;
    return scored;
  }

  private Row withAll(Row old, double[] raw) {
    double[] probability = new double[raw.length];
    Decision.softmax(raw, probability);
    Object[] values = new Object[old.length() + 3];
    for (int i = 0; i < old.length(); i++) {
      values[i] = old.get(i);
    }
    values[old.length()] = Vectors.dense(raw);
    values[old.length() + 1] = Vectors.dense(probability);
    values[old.length() + 2] = decision.prediction(raw, probability);
    return RowFactory.create(values);
  }

  private void scoreBatch() {
    rows.clear();
    next = 0;
    int width = 0;
    while (rows.size() < batch && source.hasNext()) {
      Row read = source.next();
      double[] values = ((DenseVector) read.get(features)).values();
      width = values.length;
      if (input == null) {
        input = Batch.allocate((long) batch * width);
        row = new float[width];
      }
      for (int i = 0; i < width; i++) {
        row[i] = (float) values[i];
      }
      input.put(rows.size() * width, row);
      rows.add(read);
    }
    input.position(0).limit(rows.size() * width);
    long[] shape = {rows.size(), width};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape);
        OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, tensor))) {
      scores = (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    input.clear();
  }
}
