package dev.ferro.spark;

import dev.ferro.engine.Batch;
import dev.ferro.engine.Engine;
import dev.ferro.engine.LossSum;
import dev.ferro.engine.Network;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.engine.java.JavaEngine;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;

/** The Java engine, which counts its calls and can hold one up. */
public final class CountingEngine implements Engine {
  static final String ID = "counting";
  static final AtomicInteger OPENED = new AtomicInteger();
  static final AtomicInteger CLOSED = new AtomicInteger();
  static final AtomicInteger CALLS = new AtomicInteger();
  static final AtomicLong ROWS = new AtomicLong();
  private static volatile Gate gate;

  static void reset() {
    OPENED.set(0);
    CLOSED.set(0);
    CALLS.set(0);
    ROWS.set(0);
    gate = null;
  }

  /** Holds up one call, of all calls after {@link #reset}. */
  static Gate holdCall(int number) {
    gate = new Gate(number);
    return gate;
  }

  /** Where a call waits inside the engine until the test lets it go on. */
  static final class Gate {
    private final int number;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile TaskContext task;

    private Gate(int number) {
      this.number = number;
    }

    private void pass(int call) {
      if (call != number) {
        return;
      }
      task = TaskContext.get();
      entered.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Waits until the call is there; its task. */
    TaskContext awaitTask() throws InterruptedException {
      entered.await();
      return task;
    }

    void open() {
      opened.countDown();
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<String> unusableReason() {
    return Optional.empty();
  }

  @Override
  public String description() {
    return "plain Java that counts";
  }

  @Override
  public Execution execution() {
    return Execution.CALLING_THREAD;
  }

  @Override
  public Network open(NetworkSpec spec) {
    OPENED.incrementAndGet();
    return new Counted(new JavaEngine().open(spec));
  }

  private static final class Counted extends Network {
    private final Network network;

    Counted(Network network) {
      super(network.spec());
      this.network = network;
    }

    @Override
    protected void writeState(float[] parameters, float[] first, float[] second, long step) {
      network.setState(TrainingState.initial(parameters));
    }

    @Override
    protected void predictUnchecked(FloatBuffer features, int rows, FloatBuffer scores) {
      int call = CALLS.incrementAndGet();
      ROWS.addAndGet(rows);
      Gate held = gate;
      if (held != null) {
        held.pass(call);
      }
      network.predict(features, rows, scores);
    }

    @Override
    protected void release() {
      CLOSED.incrementAndGet();
      network.close();
    }

    @Override
    protected long readState(float[] parameters, float[] first, float[] second) {
      throw new UnsupportedOperationException("only scores");
    }

    @Override
    protected LossSum trainUnchecked(Batch batch, int batchSize, OptimizerSpec optimizer) {
      throw new UnsupportedOperationException("only scores");
    }

    @Override
    protected LossSum lossAndGradientUnchecked(Batch batch, float[] gradient) {
      throw new UnsupportedOperationException("only scores");
    }
  }
}
