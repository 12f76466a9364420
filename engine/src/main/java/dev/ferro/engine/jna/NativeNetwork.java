package dev.ferro.engine.jna;

import dev.ferro.engine.Batch;
import dev.ferro.engine.EngineException;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;

/** A network inside a native library. */
final class NativeNetwork extends Network {
  /** Frees networks that were not closed. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final FerroApi ferro;
  private final long handle;
  private final Cleaner.Cleanable closing;
  private final double[] sums = new double[2];
  private OptimizerSpec optimizer;

  private NativeNetwork(FerroApi ferro, NetworkSpec spec, long handle) {
    super(spec);
    this.ferro = ferro;
    this.handle = handle;
    this.closing = CLEANER.register(this, () -> ferro.ferro_close(handle));
  }

  /** Opens a network on a {@code ferro_device}. */
  static NativeNetwork open(FerroApi ferro, int device, NetworkSpec spec) {
    int[] widths = spec.widths();
    int loss =
        switch (spec.loss()) {
          case CROSS_ENTROPY -> FerroApi.CROSS_ENTROPY;
          case SQUARED_ERROR -> FerroApi.SQUARED_ERROR;
        };
    long[] handle = new long[1];
    check(
        ferro, ferro.ferro_open(device, widths, widths.length, loss, spec.lossParameter(), handle));
    return new NativeNetwork(ferro, spec, handle[0]);
  }

  long handle() {
    return handle;
  }

  @Override
  protected long readState(float[] parameters, float[] firstMoment, float[] secondMoment) {
    long[] step = new long[1];
    check(
        ferro.ferro_get_state(
            handle, parameters, firstMoment, secondMoment, parameters.length, step));
    return step[0];
  }

  @Override
  protected void writeState(
      float[] parameters, float[] firstMoment, float[] secondMoment, long step) {
    check(
        ferro.ferro_set_state(
            handle, parameters, firstMoment, secondMoment, parameters.length, step));
  }

  @Override
  protected LossSum trainUnchecked(Batch batch, int batchSize, OptimizerSpec wanted) {
    if (!wanted.equals(optimizer)) {
      setOptimizer(wanted);
    }
    return onBatch(
        batch,
        (x, xs, y, ys, w, ws) ->
            ferro.ferro_train(handle, x, xs, y, ys, w, ws, batch.rows(), batchSize, sums));
  }

  private void setOptimizer(OptimizerSpec wanted) {
    int rule =
        switch (wanted.rule()) {
          case SGD -> FerroApi.SGD;
          case MOMENTUM -> FerroApi.MOMENTUM;
          case NESTEROV -> FerroApi.NESTEROV;
          case ADAM -> FerroApi.ADAM;
          case ADAMW -> FerroApi.ADAMW;
        };
    check(
        ferro.ferro_set_optimizer(
            handle,
            rule,
            wanted.stepSize(),
            wanted.momentum(),
            wanted.beta1(),
            wanted.beta2(),
            wanted.epsilon(),
            wanted.weightDecay()));
    optimizer = wanted;
  }

  @Override
  protected LossSum lossAndGradientUnchecked(Batch batch, float[] gradient) {
    int count = gradient.length;
    return onBatch(
        batch,
        (x, xs, y, ys, w, ws) ->
            ferro.ferro_loss_gradient(
                handle, x, xs, y, ys, w, ws, batch.rows(), gradient, count, sums));
  }

  /** A function of {@code ferro.h} that takes features, targets and weights with their sizes. */
  private interface BatchCall {
    int status(
        FloatBuffer features,
        long featureCount,
        FloatBuffer targets,
        long targetCount,
        FloatBuffer weights,
        long weightCount);
  }

  private LossSum onBatch(Batch batch, BatchCall call) {
    FloatBuffer features = fromIndexZero(batch.features());
    FloatBuffer targets = fromIndexZero(batch.targets());
    FloatBuffer weights = batch.isWeighted() ? fromIndexZero(batch.weights()) : null;
    check(
        call.status(
            features,
            features.capacity(),
            targets,
            targets.capacity(),
            weights,
            weights == null ? 0 : weights.capacity()));
    return new LossSum(sums[0], sums[1]);
  }

  @Override
  protected void predictUnchecked(FloatBuffer features, int rows, FloatBuffer scores) {
    check(
        ferro.ferro_predict(
            handle,
            fromIndexZero(features),
            features.capacity(),
            rows,
            fromIndexZero(scores),
            scores.capacity()));
  }

  /**
   * A view from index 0, where Ferro's arguments begin. JNA passes the address of a buffer's
   * position.
   */
  private static FloatBuffer fromIndexZero(FloatBuffer buffer) {
    return buffer.position() == 0 ? buffer : buffer.duplicate().clear();
  }

  @Override
  protected double waited() {
    double[] seconds = new double[1];
    check(ferro.ferro_waited(handle, seconds));
    return seconds[0];
  }

  @Override
  protected void release() {
    closing.clean();
  }

  /**
   * Keeps this network reachable until the call is over. Otherwise the cleaner could free it during
   * the call.
   */
  private void check(int status) {
    check(ferro, status);
    Reference.reachabilityFence(this);
  }

  private static void check(FerroApi ferro, int status) {
    if (status != FerroApi.OK) {
      throw new EngineException(ferro.ferro_last_error());
    }
  }
}
