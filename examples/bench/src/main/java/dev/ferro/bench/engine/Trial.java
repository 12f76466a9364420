package dev.ferro.bench.engine;

/** A cell on a runner, ready to be measured. */
interface Trial extends AutoCloseable {
  /**
   * Passes in a row, from the same new network each time, so that each time does the same work.
   *
   * @param passes at least 1
   * @return seconds that a core computed; getting the new network ready does not count
   */
  double seconds(int passes);

  /** How it is done, where that is worth telling; else empty. */
  default String note() {
    return "";
  }

  @Override
  void close();
}
