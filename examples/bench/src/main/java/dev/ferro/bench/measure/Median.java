package dev.ferro.bench.measure;

import java.util.List;

/** The median of repeats. */
public final class Median {
  private Median() {}

  /** The middle value, or the mean of the two in the middle. */
  public static double of(List<Double> repeats) {
    List<Double> sorted = repeats.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
