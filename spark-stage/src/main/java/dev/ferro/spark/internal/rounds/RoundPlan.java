package dev.ferro.spark.internal.rounds;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of its epoch each replica trains in each round.
 *
 * @param rows rows of each replica
 * @param rowsPerRound most rows of one replica in a round, a multiple of the batch size
 */
record RoundPlan(List<Long> rows, long rowsPerRound) {
  /**
   * A replica's part of a round.
   *
   * @param from rows of its order to skip
   * @param rows rows to train, possibly none
   */
  record Part(long from, long rows) implements Serializable {}

  /**
   * Plans a round for each {@code syncSteps} steps of a replica.
   *
   * @param syncSteps 0 for one round in each epoch
   */
  static RoundPlan of(List<Long> rows, int batchSize, int syncSteps) {
    return new RoundPlan(
        rows, syncSteps == 0 ? Long.MAX_VALUE : Math.multiplyExact((long) syncSteps, batchSize));
  }

  long totalRows() {
    return rows.stream().mapToLong(Long::longValue).sum();
  }

  /** Rounds of an epoch. */
  int rounds() {
    long most = rows.stream().mapToLong(Long::longValue).max().orElse(0);
    return (int) Math.max(1, most / rowsPerRound + (most % rowsPerRound == 0 ? 0 : 1));
  }

  /** The parts of all replicas, in partition order. */
  List<Part> parts(int round) {
    List<Part> parts = new ArrayList<>(rows.size());
    for (long all : rows) {
      long from = round == 0 ? 0 : Math.min(all, round * rowsPerRound);
      parts.add(new Part(from, Math.min(rowsPerRound, all - from)));
    }
    return parts;
  }
}
