package dev.ferro.bench.engine;

/** A cell on a runner, ready to be measured. */
interface Trial extends AutoCloseable {
  /**
   * Runs passes in a row. Each call starts from the same new network, so it does the same work.
   *
   * @param passes at least 1
   * @return seconds that a core computed, without preparing the network
   */
  double seconds(int passes);

  /** A remark on how it is done, or empty. */
  default String note() {
    return "";
  }

  @Override
  void close();
}
