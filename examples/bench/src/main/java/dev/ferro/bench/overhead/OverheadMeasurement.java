package dev.ferro.bench.overhead;

/**
 * A figure in the form that programs read.
 *
 * @param what {@code train}
 * @param runner {@code engine} for the engine alone, {@code training} for the rounds of a fit, or
 *     {@code fit} for the whole fit with reading and distributing the rows
 * @param master where Spark ran
 * @param data {@code mnist} or {@code digits}
 * @param batchSize rows of a step
 * @param seconds the median of the repeats
 * @param rowsPerSecond rows trained, each epoch counted, per second of the median
 * @param secondsBest the shortest repeat
 * @param repeats how many there were
 */
record OverheadMeasurement(
    String what,
    String runner,
    String master,
    String data,
    int batchSize,
    double seconds,
    double rowsPerSecond,
    double secondsBest,
    int repeats) {}
