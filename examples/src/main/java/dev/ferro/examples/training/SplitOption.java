package dev.ferro.examples.training;

import dev.ferro.examples.data.Split;
import java.util.List;
import picocli.CommandLine.Option;

/** Which fifth of the rows is held out. */
final class SplitOption {
  private static final double HELD_OUT = 0.2;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "seed of the split into rows to train on and rows held out")
  private long seed = 1;

  /**
   * Splits 80 to 20.
   *
   * @param index index of the split, counted from 0, for jobs that make several
   */
  <T> Split<T> split(List<T> rows, int index) {
    return Split.random(rows, HELD_OUT, seed + index);
  }

  /** Seed of the first split. */
  long seed() {
    return seed;
  }
}
