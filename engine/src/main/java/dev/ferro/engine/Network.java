package dev.ferro.engine;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * An open network of one {@link Engine}: a shape, its training state, and what the engine computes
 * with them. One thread uses it at a time. The caller that opens a network closes it.
 *
 * <p>This class is the door: it checks every argument, so engines run unchecked. All sizes are in
 * floats. After {@link #close}, every operation except another close throws an
 * IllegalStateException. A failure inside an engine throws an {@link EngineException}.
 */
public abstract class Network implements AutoCloseable {
  private final NetworkSpec spec;
  private final ScoredLoss scoredLoss;
  private int moments;
  private boolean closed;

  /**
   * Creates a network whose parameters, moments and step count are zero. Only engines call this.
   */
  protected Network(NetworkSpec spec) {
    this.spec = Objects.requireNonNull(spec, "spec");
    this.scoredLoss = new ScoredLoss(spec);
  }

  /** The shape and loss. */
  public final NetworkSpec spec() {
    return spec;
  }

  /** A copy of the training state, with the moments that the last rule kept. */
  public final TrainingState state() {
    requireOpen("state");
    int count = spec.parameterCount();
    float[] parameters = new float[count];
    float[] first = new float[moments > 0 ? count : 0];
    float[] second = new float[moments > 1 ? count : 0];
    long step = readState(parameters, moments > 0 ? first : null, moments > 1 ? second : null);
    return new TrainingState(parameters, first, second, step);
  }

  /**
   * Continues from a copy of the given state.
   *
   * @throws IllegalArgumentException if the arrays do not fit this shape, or the step is not from 0
   *     to {@link TrainingState#MAX_STEP}
   */
  public final void setState(TrainingState state) {
    requireOpen("setState");
    int count = spec.parameterCount();
    require(state.parameters().length == count, "setState", count, state.parameters().length);
    requireMoment(state.firstMoment(), count);
    requireMoment(state.secondMoment(), count);
    if (state.step() < 0 || state.step() > TrainingState.MAX_STEP) {
      throw new IllegalArgumentException(
          "[setState] expected a step from 0 to 2^62, got " + state.step());
    }
    moments = state.moments();
    writeState(
        state.parameters(),
        state.firstMoment().length > 0 ? state.firstMoment() : null,
        state.secondMoment().length > 0 ? state.secondMoment() : null,
        state.step());
  }

  /**
   * Takes one optimizer step for each consecutive mini-batch of {@code batchSize} rows. The last
   * mini-batch may be short. A mini-batch whose weights sum to zero takes no step.
   *
   * @param batch at least one row, in training order
   * @param batchSize rows of a step, at least 1. A value above the number of rows means all rows
   * @param optimizer how to step
   * @return the sum of the rows' losses, each computed before its step
   */
  public final LossSum train(Batch batch, int batchSize, OptimizerSpec optimizer) {
    requireOpen("train");
    BatchValidator.require("train", spec, batch);
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "[train] expected a batchSize of at least 1, got " + batchSize);
    }
    moments = Math.max(moments, optimizer.rule().moments());
    return trainUnchecked(batch, batchSize, optimizer);
  }

  /**
   * Computes the loss over all rows as one batch, and its gradient. Changes nothing.
   *
   * @param batch at least one row
   * @param gradient receives the gradient of the weighted mean loss, {@code [parameterCount]}
   */
  public final LossSum lossAndGradient(Batch batch, float[] gradient) {
    requireOpen("lossAndGradient");
    BatchValidator.require("lossAndGradient", spec, batch);
    require(
        gradient.length == spec.parameterCount(),
        "lossAndGradient",
        spec.parameterCount(),
        gradient.length);
    return lossAndGradientUnchecked(batch, gradient);
  }

  /**
   * Computes the loss over all rows, without a gradient. Changes nothing. The engine gives the
   * scores. The losses are summed in double, so very different weights add up correctly.
   *
   * @param batch at least one row
   */
  public final LossSum loss(Batch batch) {
    requireOpen("loss");
    BatchValidator.require("loss", spec, batch);
    return scoredLoss.of(batch, this::predictUnchecked);
  }

  /**
   * Computes the raw scores of the last layer.
   *
   * @param features direct, native order, from index 0: {@code [rows, inputs]} or more
   * @param rows 0 or more
   * @param scores direct, native order, from index 0: receives {@code [rows, outputs]}
   */
  public final void predict(FloatBuffer features, int rows, FloatBuffer scores) {
    requireOpen("predict");
    if (rows < 0) {
      throw new IllegalArgumentException("[predict] expected 0 or more rows, got " + rows);
    }
    requireBuffer("features", features, (long) rows * spec.inputWidth());
    requireBuffer("scores", scores, (long) rows * spec.outputWidth());
    if (scores.isReadOnly()) {
      throw new IllegalArgumentException("[predict] expected a writable buffer of scores");
    }
    if (rows > 0) {
      predictUnchecked(features, rows, scores);
    }
  }

  /**
   * Seconds that calls on this network have waited for calls on other networks that share a device.
   * 0 if each network computes on its own thread.
   */
  public final double waitedSeconds() {
    requireOpen("waitedSeconds");
    return waited();
  }

  /** Frees what the engine holds. Closing twice is fine. */
  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }

  /** Copies the state out, without moments whose array is null. Returns the step count. */
  protected abstract long readState(float[] parameters, float[] firstMoment, float[] secondMoment);

  /** Copies the state in. Null stands for moments of zero. */
  protected abstract void writeState(
      float[] parameters, float[] firstMoment, float[] secondMoment, long step);

  /** {@link #train} after the checks. */
  protected abstract LossSum trainUnchecked(Batch batch, int batchSize, OptimizerSpec optimizer);

  /** {@link #lossAndGradient} after the checks. */
  protected abstract LossSum lossAndGradientUnchecked(Batch batch, float[] gradient);

  /** {@link #predict} after the checks, with one row or more. */
  protected abstract void predictUnchecked(FloatBuffer features, int rows, FloatBuffer scores);

  /** {@link #waitedSeconds} of an open network. */
  protected double waited() {
    return 0;
  }

  /** Frees what the engine holds. Called once. */
  protected abstract void release();

  private void requireOpen(String operation) {
    if (closed) {
      throw new IllegalStateException(
          "[" + operation + "] expected an open network, got a closed one");
    }
  }

  private static void requireMoment(float[] moment, int count) {
    require(moment.length == 0 || moment.length == count, "setState", count, moment.length);
  }

  private static void require(boolean holds, String operation, int expected, int got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "["
              + operation
              + "] expected "
              + expected
              + " values, one for each parameter, got "
              + got);
    }
  }

  private static void requireBuffer(String name, FloatBuffer buffer, long floats) {
    if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "[predict] expected "
              + name
              + " in a direct buffer of native byte order (see Batch.allocate)");
    }
    if (buffer.capacity() < floats) {
      throw new IllegalArgumentException(
          "[predict] expected at least "
              + floats
              + " floats of "
              + name
              + ", got "
              + buffer.capacity());
    }
  }
}
