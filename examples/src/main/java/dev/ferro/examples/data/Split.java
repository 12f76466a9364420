package dev.ferro.examples.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Rows to train on and rows held out to judge by. Split on the driver, so that the number of cores
 * or workers does not change who is in which half.
 *
 * @param training rows to train on
 * @param heldOut the others
 */
public record Split(List<LabeledRow> training, List<LabeledRow> heldOut) {
  /**
   * Splits at random.
   *
   * @param share of the rows to hold out, between 0 and 1
   * @param seed the same seed splits the same rows alike
   */
  public static Split random(List<LabeledRow> rows, double share, long seed) {
    List<LabeledRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    int cut = (int) Math.round(rows.size() * (1 - share));
    return new Split(
        List.copyOf(shuffled.subList(0, cut)), List.copyOf(shuffled.subList(cut, rows.size())));
  }
}
