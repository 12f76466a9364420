package dev.ferro.bench.engine;

/** Something that trains and scores on one thread: an engine of Ferro, or a peer. */
interface Runner extends AutoCloseable {
  /** Its id in figures: {@code cpu}, {@code jax}. */
  String id();

  /** A readable name for what computes. */
  String description();

  /** Whether it can do this phase. */
  boolean does(Phase phase);

  /**
   * Prepares passes. The caller closes the trial.
   *
   * @param cell what to do
   * @param rows at least the cell's rows, of which the first are used
   */
  Trial open(Cell cell, SharedRows rows);

  @Override
  void close();
}
