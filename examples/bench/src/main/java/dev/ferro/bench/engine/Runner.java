package dev.ferro.bench.engine;

/** Something that trains and scores on one thread: an engine of ours, or a peer. */
interface Runner extends AutoCloseable {
  /** By which figures name it: {@code cpu}, {@code jax}. */
  String id();

  /** What computes, for people. */
  String description();

  /** Whether it knows how to. */
  boolean does(Phase phase);

  /**
   * Gets ready for passes; whoever opens the trial closes it.
   *
   * @param cell what to do
   * @param rows at least the cell's rows, of which the first are used
   */
  Trial open(Cell cell, SharedRows rows);

  @Override
  void close();
}
