package dev.ferro.engine.java;

import dev.ferro.engine.Batch;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The network in plain Java. Its scratch memory holds at most {@link #CHUNK} rows. */
final class JavaNetwork extends Network {
  /**
   * Rows that pass through the network at a time. Few enough that their activations stay in the
   * cache.
   */
  private static final int CHUNK = 128;

  /** Bytes of an array's header and of the reference to it. */
  private static final int ARRAY = 20;

  private final Layer[] layers;
  private final LossFunction loss;

  /** {@code [layer][row][width]}: 0 is the input, the last the scores. */
  private final float[][][] activations;

  /**
   * {@code [layer][row][width]}: gradients of the loss by the layer's output. None for the input.
   */
  private final float[][][] deltas;

  /** {@code [layer][out][in]}: weights, transposed once per backward pass. None for layer 0. */
  private final float[][][] weights;

  private long step;

  JavaNetwork(NetworkSpec spec) {
    super(spec);
    int count = spec.numLayers();
    layers = new Layer[count];
    activations = new float[count + 1][][];
    deltas = new float[count + 1][][];
    weights = new float[count][][];
    activations[0] = new float[CHUNK][spec.inputWidth()];
    for (int l = 0; l < count; l++) {
      layers[l] = new Layer(spec.fanIn(l), spec.fanOut(l));
      activations[l + 1] = new float[CHUNK][spec.fanOut(l)];
      deltas[l + 1] = new float[CHUNK][spec.fanOut(l)];
      weights[l] = l == 0 ? null : new float[spec.fanOut(l)][spec.fanIn(l)];
    }
    loss = LossFunction.of(spec);
  }

  /** Heap that a network needs: its floats, and the headers of their arrays. */
  static double bytes(NetworkSpec spec) {
    double floats = (double) CHUNK * spec.inputWidth();
    double arrays = CHUNK;
    for (int l = 0; l < spec.numLayers(); l++) {
      double in = spec.fanIn(l);
      double out = spec.fanOut(l);
      floats += 4 * (in + 1) * out + (l == 0 ? 0 : in * out) + 2 * CHUNK * out;
      arrays += 4 * (in + 1) + (l == 0 ? 0 : out) + 2 * CHUNK;
    }
    return Float.BYTES * floats + ARRAY * arrays;
  }

  @Override
  protected LossSum trainUnchecked(Batch batch, int batchSize, OptimizerSpec optimizer) {
    LossSum total = LossSum.ZERO;
    for (int from = 0; from < batch.rows(); from += batchSize) {
      int to = (int) Math.min((long) from + batchSize, batch.rows());
      LossSum part = backward(batch, from, to);
      if (part.weight() != 0) {
        step++;
        Optimizer update = Optimizer.of(optimizer, step);
        for (Layer layer : layers) {
          layer.step(update);
        }
        total = total.plus(part);
      }
    }
    return total;
  }

  @Override
  protected LossSum lossAndGradientUnchecked(Batch batch, float[] gradient) {
    LossSum sum = backward(batch, 0, batch.rows());
    for (int l = 0; l < layers.length; l++) {
      layers[l].read(layers[l].gradient, gradient, spec().weightOffset(l));
    }
    return sum;
  }

  @Override
  protected void predictUnchecked(FloatBuffer features, int rows, FloatBuffer scores) {
    int width = spec().outputWidth();
    for (int from = 0; from < rows; from += CHUNK) {
      int n = Math.min(CHUNK, rows - from);
      forward(features, from, n);
      for (int r = 0; r < n; r++) {
        scores.put((from + r) * width, activations[layers.length][r]);
      }
    }
  }

  /** Leaves the gradient of the mean loss of rows {@code [from, to)} in the layers. */
  private LossSum backward(Batch batch, int from, int to) {
    for (Layer layer : layers) {
      layer.clearGradient();
    }
    double weight = weightOf(batch, from, to);
    if (weight == 0) {
      return LossSum.ZERO;
    }
    for (int l = 1; l < layers.length; l++) {
      Matrices.transpose(layers[l].parameters, weights[l], layers[l].in, layers[l].out);
    }
    double sum = 0;
    for (int at = from; at < to; at += CHUNK) {
      int n = Math.min(CHUNK, to - at);
      forward(batch.features(), at, n);
      for (int r = 0; r < n; r++) {
        sum += lossOfRow(batch, at + r, r, weight);
      }
      for (int l = layers.length - 1; l >= 0; l--) {
        backward(l, n);
      }
    }
    return new LossSum(sum, weight);
  }

  private static double weightOf(Batch batch, int from, int to) {
    if (!batch.isWeighted()) {
      return to - from;
    }
    double weight = 0;
    for (int row = from; row < to; row++) {
      weight += batch.weights().get(row);
    }
    return weight;
  }

  private double lossOfRow(Batch batch, int row, int slot, double totalWeight) {
    float weight = batch.isWeighted() ? batch.weights().get(row) : 1;
    float[] delta = deltas[layers.length][slot];
    if (weight == 0) {
      Arrays.fill(delta, 0);
      return 0;
    }
    float scale = (float) (weight / totalWeight);
    return weight * loss.apply(activations[layers.length][slot], batch, row, scale, delta);
  }

  private void forward(FloatBuffer features, int from, int rows) {
    int width = spec().inputWidth();
    for (int r = 0; r < rows; r++) {
      features.get((from + r) * width, activations[0][r]);
    }
    for (int l = 0; l < layers.length; l++) {
      Layer layer = layers[l];
      float[][] output = activations[l + 1];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(layer.bias(), 0, output[r], 0, layer.out);
      }
      Matrices.addProduct(activations[l], layer.parameters, output, rows, layer.in, layer.out);
      if (l < layers.length - 1) {
        for (int r = 0; r < rows; r++) {
          relu(output[r]);
        }
      }
    }
  }

  /** Adds a layer's gradient, and passes the delta to the layer before. */
  private void backward(int l, int rows) {
    Layer layer = layers[l];
    float[][] delta = deltas[l + 1];
    Matrices.addTransposedProduct(activations[l], delta, layer.gradient, layer.in, rows, layer.out);
    float[] bias = layer.gradient[layer.in];
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < layer.out; o++) {
        bias[o] += delta[r][o];
      }
    }
    if (l > 0) {
      float[][] before = deltas[l];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(before[r], 0);
      }
      Matrices.addProduct(delta, weights[l], before, rows, layer.out, layer.in);
      for (int r = 0; r < rows; r++) {
        mask(before[r], activations[l][r]);
      }
    }
  }

  /**
   * Infinite values become NaN. Otherwise ReLU would turn an overflow to -Infinity into 0, which is
   * a wrong number.
   */
  private static void relu(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(row[i], row[i] * 0);
    }
  }

  private static void mask(float[] delta, float[] activation) {
    for (int i = 0; i < delta.length; i++) {
      delta[i] = activation[i] > 0 ? delta[i] : 0;
    }
  }

  @Override
  protected long readState(float[] parameters, float[] firstMoment, float[] secondMoment) {
    for (int l = 0; l < layers.length; l++) {
      int offset = spec().weightOffset(l);
      layers[l].read(layers[l].parameters, parameters, offset);
      if (firstMoment != null) {
        layers[l].read(layers[l].firstMoment, firstMoment, offset);
      }
      if (secondMoment != null) {
        layers[l].read(layers[l].secondMoment, secondMoment, offset);
      }
    }
    return step;
  }

  @Override
  protected void writeState(
      float[] parameters, float[] firstMoment, float[] secondMoment, long newStep) {
    for (int l = 0; l < layers.length; l++) {
      int offset = spec().weightOffset(l);
      layers[l].write(layers[l].parameters, parameters, offset);
      layers[l].write(layers[l].firstMoment, firstMoment, offset);
      layers[l].write(layers[l].secondMoment, secondMoment, offset);
    }
    step = newStep;
  }

  @Override
  protected void release() {
    // There is nothing outside the heap to free.
  }
}
