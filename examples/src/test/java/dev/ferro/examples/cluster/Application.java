package dev.ferro.examples.cluster;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A job on the cluster, from its submission to its end. */
final class Application implements AutoCloseable {
  /** Reading the rows and dealing them takes fewer; after so many an executor is in its rounds. */
  private static final int STAGES_BEFORE_ROUNDS = 6;

  private static final int SECONDS_TO_TASKS = 240;
  private static final int SECONDS_TO_END = 300;

  private final Cluster cluster;
  private final Service submit;
  private final boolean client;
  private final List<Executor> others;
  private final List<Path> otherDrivers;

  Application(
      Cluster cluster,
      Service submit,
      boolean client,
      List<Executor> others,
      List<Path> otherDrivers) {
    this.cluster = cluster;
    this.submit = submit;
    this.client = client;
    this.others = others;
    this.otherDrivers = otherDrivers;
  }

  /** Its executors on workers that are still there, the dead ones too. */
  List<Executor> executors() {
    return cluster.executors().stream().filter(executor -> !others.contains(executor)).toList();
  }

  /**
   * Waits for an executor that is in the middle of a round's task, and stops it there: what is done
   * to it then is done mid-round.
   */
  Executor stopMidRound(Predicate<Executor> which) throws InterruptedException {
    return stopMidTask(which.and(executor -> executor.stages() > STAGES_BEFORE_ROUNDS));
  }

  /** Waits for an executor that is in the middle of a task, and stops it there. */
  Executor stopMidTask(Predicate<Executor> which) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_TASKS);
    while (submit.isAlive() && System.nanoTime() < deadline) {
      Optional<Executor> found =
          executors().stream()
              .filter(which)
              .filter(Executor::isAlive)
              .filter(Executor::isInTask)
              .findFirst();
      if (found.isPresent()) {
        Executor executor = found.get();
        executor.stop();
        if (executor.isInTask()) {
          return executor;
        }
        executor.goOn();
      }
      Thread.sleep(5);
    }
    return fail("expected an executor in a task, got:\n" + driver().text());
  }

  /** Waits until its driver has seen something happen. */
  void awaitDriver(Predicate<DriverLog> seen) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_TASKS);
    while (!seen.test(driver())) {
      if (!submit.isAlive() || System.nanoTime() > deadline) {
        fail("expected the driver to see what was done, got:\n" + driver().text());
      }
      Thread.sleep(100);
    }
  }

  /** Waits for its end; fails, with its log, where it failed. */
  void awaitSuccess() throws InterruptedException {
    if (submit.awaitExit(SECONDS_TO_END) != 0) {
      fail("expected exit code 0, got:\n" + submit.log() + "\n" + driver().text());
    }
  }

  /** What its driver says. */
  DriverLog driver() {
    if (client) {
      return new DriverLog(submit.log());
    }
    StringBuilder all = new StringBuilder();
    try {
      for (Path log : cluster.driverLogs()) {
        if (!otherDrivers.contains(log) && Files.exists(log)) {
          all.append(Files.readString(log));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DriverLog(all.toString());
  }

  /** Kills its driver, if that runs outside the cluster. Threads that wait for it continue. */
  @Override
  public void close() {
    submit.close();
    executors().forEach(Executor::goOn);
  }
}
