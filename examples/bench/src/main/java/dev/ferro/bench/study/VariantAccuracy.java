package dev.ferro.bench.study;

/**
 * The accuracy of one way to average, over some seeds.
 *
 * @param data the rows' name
 * @param replicas how many trained side by side
 * @param manner how they trained together
 * @param accuracy mean over the seeds, on held-out rows
 * @param lowest of the seeds
 * @param highest of the seeds
 */
record VariantAccuracy(
    String data, int replicas, String manner, double accuracy, double lowest, double highest) {}
