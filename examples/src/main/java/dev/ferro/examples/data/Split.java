package dev.ferro.examples.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Rows to train on and rows held out to evaluate by. The driver splits them, so that the number of
 * cores does not change which row is where.
 *
 * @param training rows to train on
 * @param heldOut the others
 */
public record Split<T>(List<T> training, List<T> heldOut) {
  /**
   * Splits at random.
   *
   * @param share of the rows to hold out, between 0 and 1
   * @param seed the same seed splits the same rows alike
   */
  public static <T> Split<T> random(List<T> rows, double share, long seed) {
    List<T> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    int cut = (int) Math.round(rows.size() * (1 - share));
    return new Split<>(
        List.copyOf(shuffled.subList(0, cut)), List.copyOf(shuffled.subList(cut, rows.size())));
  }
}
