package dev.ferro.spark.internal.rows;

import java.util.SplittableRandom;

/** Random numbers that only depend on the seed and on their purpose. */
public final class Seeds {
  private Seeds() {}

  /** A generator for each list of numbers, such as an epoch and a partition. */
  public static SplittableRandom random(long seed, long... purpose) {
    long mixed = seed;
    for (long number : purpose) {
      mixed = new SplittableRandom(mixed ^ (number + 1) * 0x9E3779B97F4A7C15L).nextLong();
    }
    return new SplittableRandom(mixed);
  }

  /** Spreads a number over all 64 bits: Stafford's variant 13 of MurmurHash3's finalizer. */
  public static long mix(long number) {
    long mixed = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** The numbers from 0 to {@code count - 1} in random order. */
  public static int[] permutation(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
