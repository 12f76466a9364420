package dev.ferro.spark.internal.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static Moments moments(ReadBlock read) {
    Moments moments = Moments.zero(read.block().width);
    moments.add(read.block());
    return moments;
  }

  @Test
  void smallDeviationsAroundLargeMeansAreKept() {
    Random random = new Random(1);
    Moments moments = Moments.zero(1);
    for (int block = 0; block < 20; block++) {
      double value = 1e6 + block % 2;
      moments.add(
          Blocks.read(
                  0,
                  List.of(
                          Blocks.row(Vectors.dense(value), random.nextInt(), 1),
                          Blocks.row(Vectors.dense(value), random.nextInt(), 1))
                      .iterator())
              .get(0)
              .block());
    }
    assertEquals(1e6 + 0.5, moments.mean(0), 1e-9);
    assertEquals(0.5, moments.standardDeviation(0), 1e-9);
  }

  @Test
  void weightsCountAsRepeatedRows() {
    Moments moments =
        moments(
            Blocks.read(
                    0,
                    List.of(
                            Blocks.row(Vectors.dense(1), 5, 3),
                            Blocks.row(Vectors.dense(5), 9, 1),
                            Blocks.row(Vectors.dense(100), 9, 0))
                        .iterator())
                .get(0));
    assertEquals(2, moments.mean(0), 1e-12);
    assertEquals(Math.sqrt(3), moments.standardDeviation(0), 1e-12);
  }

  @Test
  void sparseRowsCountTheirZeros() {
    Moments moments =
        moments(
            Blocks.read(
                    0,
                    List.of(
                            Blocks.row(Vectors.sparse(2, new int[] {1}, new double[] {4}), 0, 1),
                            Blocks.row(Vectors.sparse(2, new int[] {}, new double[] {}), 0, 1))
                        .iterator())
                .get(0));
    assertEquals(0, moments.mean(0));
    assertEquals(0, moments.standardDeviation(0));
    assertEquals(2, moments.mean(1), 1e-12);
    assertEquals(2, moments.standardDeviation(1), 1e-12);
  }
}
