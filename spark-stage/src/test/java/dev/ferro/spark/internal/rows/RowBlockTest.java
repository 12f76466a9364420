package dev.ferro.spark.internal.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.internal.preparation.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RowBlockTest {
  @Test
  void sparseRowsStaySparseAndMixedKindsMakeSeparateBlocks() {
    List<Row> rows =
        List.of(
            Blocks.row(Vectors.sparse(1000, new int[] {3, 999}, new double[] {1, 2}), 0, 1),
            Blocks.row(Vectors.sparse(1000, new int[] {}, new double[] {}), 1, 2),
            Blocks.row(Vectors.dense(new double[1000]), 2, 3));
    List<RowBlock> blocks = Blocks.unscaled(Blocks.read(0, rows.iterator()));
    assertEquals(2, blocks.size());
    assertTrue(blocks.get(0).isSparse());
    assertEquals(2, blocks.get(0).rows);
    assertFalse(blocks.get(1).isSparse());
    float[] row = new float[1000];
    blocks.get(0).copyRow(0, new float[row.length], row);
    assertEquals(1, row[3]);
    assertEquals(2, row[999]);
    blocks.get(0).copyRow(1, new float[row.length], row);
    assertArrayEquals(new float[1000], row);
    RowBlock turned = blocks.get(0).select(new int[] {1, 0, 1});
    turned.copyRow(1, new float[row.length], row);
    assertEquals(2, row[999]);
    assertArrayEquals(new float[] {1, 0, 1}, turned.labels);
    assertArrayEquals(new float[] {2, 1, 2}, turned.weights);
  }

  @Test
  void denseRowsCanBeSelected() {
    RowBlock turned =
        Blocks.unscaled(List.of(Blocks.numbered(0, 5))).get(0).select(new int[] {4, 0});
    float[] row = new float[1];
    turned.copyRow(0, new float[row.length], row);
    assertEquals(4, row[0]);
    assertArrayEquals(new float[] {4, 0}, turned.labels);
  }

  @Test
  void blocksStaySmall() {
    int width = 5000;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(Blocks.row(Vectors.dense(new double[width]), i, 1));
    }
    List<RowBlock> blocks = Blocks.unscaled(Blocks.read(0, rows.iterator()));
    assertEquals(200, blocks.stream().mapToInt(block -> block.rows).sum());
    for (RowBlock block : blocks) {
      assertTrue(block.rows * (long) width <= 1 << 18);
    }
    assertArrayEquals(
        IntStream.range(0, 200).asDoubleStream().toArray(), Blocks.labels(blocks).toArray());
  }
}
