package dev.ferro.spark.training;

/**
 * How many partitions train side by side, and why.
 *
 * @param count at least 1
 * @param reason for people
 */
record Workers(int count, String reason) {
  /**
   * Steps an epoch that each worker should take at least: what a model learns in an epoch depends
   * on the steps of one worker, not on how many work (measured on MNIST with 1, 4 and 16 workers).
   */
  private static final int STEPS = 64;

  static Workers choose(TrainingSettings settings, long rows, int slots) {
    if (settings.numWorkers() > 0) {
      return new Workers(settings.numWorkers(), "numWorkers is set");
    }
    long useful = Math.max(1, rows / ((long) settings.batchSize() * STEPS));
    if (useful < slots) {
      return new Workers(
          (int) useful,
          rows
              + " rows give no more than "
              + useful
              + " of "
              + slots
              + " slots "
              + STEPS
              + " steps of "
              + settings.batchSize()
              + " rows each epoch");
    }
    return new Workers(slots, "one for each of " + slots + " slots");
  }
}
