package dev.ferro.bench.study;

/**
 * What came of one way to train, over some seeds.
 *
 * @param data the rows' name
 * @param workers partitions that trained side by side
 * @param manner how they trained together
 * @param accuracy mean over the seeds, on held-out rows
 * @param lowest of the seeds
 * @param highest of the seeds
 */
record Outcome(
    String data, int workers, String manner, double accuracy, double lowest, double highest) {}
