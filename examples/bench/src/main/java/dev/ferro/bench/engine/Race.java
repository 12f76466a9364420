package dev.ferro.bench.engine;

import dev.ferro.examples.job.JobException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures runners side by side: round after round, one after the other. So other work on the
 * machine affects all runners alike.
 */
final class Race {
  private static final int MIN_ROUNDS = 3;
  private static final double WARM_UP_SECONDS = 0.3;

  /** After this time, a few rounds are enough. */
  private static final double PATIENCE_SECONDS = 15;

  private final int rounds;
  private final double seconds;

  /**
   * Creates a race.
   *
   * @param rounds how often each runner is measured. Slow runners are measured less often
   * @param seconds about how long a turn takes, but at least one pass
   */
  Race(int rounds, double seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /**
   * Measures a cell.
   *
   * @param notes receives remarks, and the errors of runners, which are then left out
   */
  List<RoundRates> run(Cell cell, SharedRows rows, List<Runner> runners, Notes notes) {
    List<Lane> lanes = new ArrayList<>();
    try {
      for (Runner runner : runners) {
        if (runner.does(cell.phase())) {
          attempt(cell, runner, notes, () -> lanes.add(new Lane(cell, runner, rows)));
        }
      }
      long start = System.nanoTime();
      for (int round = 0; round < rounds && goesOn(round, start); round++) {
        for (Lane lane : List.copyOf(lanes)) {
          if (!attempt(cell, lane.runner, notes, lane::takeTurn)) {
            lane.trial.close();
            lanes.remove(lane);
          }
        }
      }
      lanes.forEach(lane -> notes.note(lane.runner.id(), cell, lane.trial.note()));
      return lanes.stream()
          .map(lane -> new RoundRates(cell, lane.runner.id(), lane.rates))
          .toList();
    } finally {
      lanes.forEach(lane -> lane.trial.close());
    }
  }

  private static boolean goesOn(int round, long start) {
    return round < MIN_ROUNDS || (System.nanoTime() - start) / 1e9 < PATIENCE_SECONDS;
  }

  private static boolean attempt(Cell cell, Runner runner, Notes notes, Runnable turn) {
    try {
      turn.run();
      return true;
    } catch (JobException e) {
      notes.failure(runner.id(), cell, e.getMessage());
      return false;
    }
  }

  /** One runner in a race. */
  private final class Lane {
    private final Cell cell;
    private final Runner runner;
    private final Trial trial;
    private final int passes;
    private final List<Double> rates = new ArrayList<>();

    Lane(Cell cell, Runner runner, SharedRows rows) {
      this.cell = cell;
      this.runner = runner;
      this.trial = runner.open(cell, rows);
      this.passes = Math.max(1, (int) Math.round(seconds / warmUp()));
    }

    /** Returns the time of a pass once it is warm. */
    private double warmUp() {
      double all = 0;
      double last = 0;
      while (all < Math.min(WARM_UP_SECONDS, 3 * seconds)) {
        last = Math.max(trial.seconds(1), 1e-6);
        all += last;
      }
      return last;
    }

    void takeTurn() {
      rates.add(cell.rowsOfPass() * passes / trial.seconds(passes));
    }
  }
}
