package dev.ferro.spark.internal.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.internal.preparation.Blocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private static final int ROWS = 10_000;
  private static final int BLOCK = 100;

  private static Iterator<RowBlock> blocks() {
    return IntStream.range(0, ROWS / BLOCK)
        .mapToObj(i -> block(i * BLOCK, (i + 1) * BLOCK))
        .iterator();
  }

  private static RowBlock block(int from, int to) {
    return Blocks.unscaled(List.of(Blocks.numbered(from, to))).get(0);
  }

  private static double[] labels(RowOrder order) {
    List<Double> labels = new ArrayList<>();
    while (order.next()) {
      labels.add((double) order.block().labels[order.row()]);
    }
    return labels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static RowOrder order(long epoch, long window) {
    return new RowOrder(blocks(), Seeds.random(1, epoch), window);
  }

  private static void assertComplete(double[] labels) {
    assertArrayEquals(
        IntStream.range(0, ROWS).asDoubleStream().toArray(),
        Arrays.stream(labels).sorted().toArray());
  }

  @Test
  void fewRowsAreShuffledAsAWhole() {
    double[] labels = labels(order(1, Long.MAX_VALUE));
    assertComplete(labels);
    assertTrue(Arrays.stream(labels, 0, ROWS / 10).max().orElseThrow() > ROWS * 0.9);
    assertArrayEquals(labels, labels(order(1, Long.MAX_VALUE)));
    assertFalse(Arrays.equals(labels, labels(order(2, Long.MAX_VALUE))));
  }

  @Test
  void manyRowsAreShuffledWindowByWindowThatBeginElsewhereEachEpoch() {
    long window = 10 * block(0, BLOCK).bytes();
    double[] labels = labels(order(1, window));
    assertComplete(labels);
    for (int i = 0; i < ROWS; i++) {
      assertTrue(Math.abs(labels[i] - i) <= 10 * BLOCK, "row " + labels[i] + " at " + i);
    }
    double[] firsts = new double[20];
    for (int epoch = 0; epoch < firsts.length; epoch++) {
      firsts[epoch] =
          Arrays.stream(labels(order(epoch, window)), 0, BLOCK).max().orElseThrow() - BLOCK;
    }
    assertTrue(Arrays.stream(firsts).distinct().count() > 5, Arrays.toString(firsts));
  }

  @Test
  void onlyOneWindowIsHeld() {
    long window = 10 * block(0, BLOCK).bytes();
    int[] read = {0};
    Iterator<RowBlock> counted =
        new Iterator<>() {
          private final Iterator<RowBlock> blocks = blocks();

          @Override
          public boolean hasNext() {
            return blocks.hasNext();
          }

          @Override
          public RowBlock next() {
            read[0]++;
            return blocks.next();
          }
        };
    RowOrder order = new RowOrder(counted, Seeds.random(1), window);
    for (int taken = 1; order.next(); taken++) {
      assertTrue(read[0] * BLOCK - taken <= 20 * BLOCK, read[0] + " blocks read at row " + taken);
    }
  }

  @Test
  void rowsCanBeSkipped() {
    long window = 10 * block(0, BLOCK).bytes();
    double[] all = labels(order(1, window));
    RowOrder order = order(1, window);
    order.skip(4321);
    assertArrayEquals(Arrays.copyOfRange(all, 4321, ROWS), labels(order));
  }
}
